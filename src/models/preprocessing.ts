import { isRecord } from './weightPaths.ts';

export type Interpolation = 'nearest' | 'bilinear';

/** What is done with the pixels of an image, 0 to 255, before the model gets them. */
export interface Preprocessing {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3 | 4;
  /** The model takes images without an axis of channels. */
  readonly flat: boolean;
  /** The model's value is pixel * scale + offset. */
  readonly scale: number;
  readonly offset: number;
  /** How an image of another size is brought to the model's; pixels are sampled at their centres. */
  readonly interpolation: Interpolation;
}

/** What `preprocessing.json` beside a model may say. */
export interface PreprocessingFile {
  readonly scale?: number;
  readonly offset?: number;
  /** Height and width in pixels. */
  readonly size?: readonly [number, number];
  readonly channels?: number;
  readonly interpolation?: Interpolation;
  readonly classes?: readonly string[];
}

const keys = ['scale', 'offset', 'size', 'channels', 'interpolation', 'classes'];

/** Pixels of a side: larger ones are a mistake, and would take gigabytes a batch. */
const longestSide = 8_192;

/** Reads the text of `preprocessing.json`. Throws with a reason for anything that it does not understand. */
export function readPreprocessing(text: string): PreprocessingFile {
  const value = parsed(text);
  if (!isRecord(value)) throw new Error('it is not a JSON object such as {"scale": 0.00392156862745098}');
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined)
    throw new Error(`it does not know ${JSON.stringify(unknown)}; it may hold ${keys.join(', ')}`);
  const { scale, offset, size, channels, interpolation, classes } = value;
  return {
    ...(scale === undefined ? {} : { scale: checked('scale', scale, isScale, 'a number other than 0') }),
    ...(offset === undefined ? {} : { offset: checked('offset', offset, isFinite, 'a number') }),
    ...(size === undefined ? {} : { size: checked('size', size, isSize, '[height, width] in pixels') }),
    ...(channels === undefined ? {} : { channels: checked('channels', channels, isChannels, '1, 3 or 4') }),
    ...(interpolation === undefined
      ? {}
      : { interpolation: checked('interpolation', interpolation, isInterpolation, 'nearest or bilinear') }),
    ...(classes === undefined
      ? {}
      : { classes: checked('classes', classes, isTexts, 'a list of class names') }),
  };
}

/**
 * How images are prepared for a model, and one line for each thing that nothing said and that was assumed. `input` is
 * the shape of the model's input without the batch: height, width and (unless the model takes none) channels. Throws
 * with a reason if the model takes no images, or if the file contradicts it.
 */
export function resolvePreprocessing(
  input: readonly (number | undefined)[],
  file: PreprocessingFile,
  asked: { readonly scale?: number; readonly rescales: boolean },
): { readonly preprocessing: Preprocessing; readonly notes: readonly string[] } {
  const flat = input.length === 2;
  if (!flat && input.length !== 3) {
    throw new Error(`its input is ${shapeText(input)}; images need height x width x channels`);
  }
  const [height, width] = [0, 1].map((axis) =>
    agreed(['height', 'width'][axis]!, input[axis], file.size?.[axis]),
  );
  const channels = agreed('channels', flat ? 1 : input[2], file.channels);
  if (channels !== 1 && channels !== 3 && channels !== 4)
    throw new Error(`its input has ${channels} channels; images have 1, 3 or 4`);
  const { scale, note } = scaleOf(file, asked);
  return {
    preprocessing: {
      height: height!,
      width: width!,
      channels,
      flat,
      scale,
      offset: file.offset ?? 0,
      interpolation: file.interpolation ?? 'bilinear',
    },
    notes: note === undefined ? [] : [note],
  };
}

function scaleOf(
  file: PreprocessingFile,
  { scale, rescales }: { readonly scale?: number; readonly rescales: boolean },
): { readonly scale: number; readonly note?: string } {
  const known = scale ?? file.scale;
  if (known !== undefined) return { scale: known };
  if (rescales) return { scale: 1, note: 'Pixels go in as 0 to 255, since the model has a Rescaling layer.' };
  return {
    scale: 1 / 255,
    note: 'Pixels are scaled by 1/255, since nothing says otherwise: --scale, or preprocessing.json beside the model.',
  };
}

function agreed(what: string, ofModel: number | undefined, ofFile: number | undefined): number {
  if (ofModel !== undefined && ofFile !== undefined && ofModel !== ofFile)
    throw new Error(`its input has ${what} ${ofModel}, but preprocessing.json says ${ofFile}`);
  const value = ofModel ?? ofFile;
  if (value === undefined) {
    throw new Error(
      `it takes any ${what}: write preprocessing.json beside it, such as {"size": [224, 224], "channels": 3}`,
    );
  }
  if (!(value > 0 && value <= longestSide)) throw new Error(`its input has ${what} ${value}`);
  return value;
}

export function shapeText(shape: readonly (number | undefined)[]): string {
  return shape.length === 0 ? 'a single number' : shape.map((length) => length ?? '?').join(' x ');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Error('it is not valid JSON');
  }
}

function checked<T>(key: string, value: unknown, is: (value: unknown) => value is T, form: string): T {
  if (is(value)) return value;
  throw new Error(`"${key}" is not ${form}`);
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

function isScale(value: unknown): value is number {
  return isFinite(value) && value !== 0;
}

function isSize(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((side) => Number.isSafeInteger(side));
}

function isChannels(value: unknown): value is number {
  return value === 1 || value === 3 || value === 4;
}

function isInterpolation(value: unknown): value is Interpolation {
  return value === 'nearest' || value === 'bilinear';
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}
