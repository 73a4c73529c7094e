import { runModel } from '../../src/engine/runModel.ts';

/** What a hostile image does to the process that runs a model, by the image's file name. */
const deeds: Readonly<Record<string, () => never>> = {
  hang: () => {
    for (;;);
  },
  abort: () => process.abort(),
};

runModel(
  {
    runtime: () =>
      Promise.resolve({
        load: () =>
          Promise.resolve({
            inputs: [[8, 8, 1]],
            outputs: [[3]],
            tensorCount: () => 0,
            predict: (images) => {
              const deed = deeds[new TextDecoder().decode(images[0])];
              deed?.();
              const outputs = Float64Array.from(images.flatMap(() => [0.5, 0.25, 0.25]));
              return { outputs, undecoded: [], resized: 0 };
            },
          }),
      }),
    readClassIndices: () => [],
  },
  process,
);
