import { huggingFaceState, huggingFaceText } from './huggingFace.ts';
import { kerasBar } from './kerasBar.ts';
import { kerasCsv } from './kerasCsv.ts';
import { lightning } from './lightning.ts';
import { pytorchBatchMeans, pytorchPercent } from './pytorchText.ts';
import type { Renderer } from './renderer.ts';
import { ultralytics } from './ultralytics.ts';

/** The registry: one line a way of writing; the first is the reference that the others are held against. */
export const renderers: readonly Renderer[] = [
  kerasCsv,
  kerasBar,
  pytorchPercent,
  pytorchBatchMeans,
  lightning,
  ultralytics,
  huggingFaceState,
  huggingFaceText,
];
