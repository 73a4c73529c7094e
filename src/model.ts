import { defaultLimits } from './core/limits.ts';
import { runModel } from './engine/runModel.ts';
import { classIndicesJson } from './formats/classCounts/classIndicesJson.ts';
import { loadTensorflow } from './models/tensorflow.ts';

runModel(
  {
    runtime: loadTensorflow,
    readClassIndices: (bytes) => {
      const reader = classIndicesJson.reader({ limits: defaultLimits.reading });
      reader.push(bytes);
      const { document, problems } = reader.end();
      if (document?.names !== undefined) return document.names;
      throw new Error(problems[0]?.message ?? 'it names no classes');
    },
  },
  process,
);
