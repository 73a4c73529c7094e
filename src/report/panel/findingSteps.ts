import type { RunAnalysis } from '../../analysis/analysis.ts';
import type { Finding } from '../../core/finding.ts';
import { breakingFinding } from '../broken.ts';
import {
  bestLossSnippets,
  finiteLossSnippets,
  softmaxOnceSnippets,
  temperatureSnippets,
} from '../findingSnippets.ts';
import { shownFindings } from '../findingText.ts';
import { numbers } from '../numbers.ts';
import { loggingSnippet } from '../snippets.ts';
import type { AdviceStep } from './adviceGrounds.ts';
import { classNameStep, logitOffsetStep, orderedRowsStep } from './answerSteps.ts';

type MakeStep = (evidence: Finding['evidence'], finding: Finding) => AdviceStep | undefined;

/** What must be mended before any number of the run is gone by. */
const repairs: ReadonlyMap<string, MakeStep> = new Map<string, MakeStep>([
  ['loss-not-finite', finiteLossStep],
  ['label-map-permuted', (_, finding) => classNameStep(finding)],
  ['rows-misaligned', (_, finding) => orderedRowsStep(finding)],
  ['softmax-applied-twice', softmaxStep],
]);

/** What makes probabilities better, whichever classes are found. */
const calibrations: ReadonlyMap<string, MakeStep> = new Map<string, MakeStep>([
  ['confidence-off', temperatureStep],
  ['class-probability-shifted', (_, finding) => logitOffsetStep(finding)],
  ['val-loss-rising', bestLossStep],
]);

export function repairSteps(run: RunAnalysis): AdviceStep[] {
  return stepsOf(run, repairs);
}

/** None where the run's numbers are wrong. */
export function calibrationSteps(run: RunAnalysis): AdviceStep[] {
  return isBroken(run) ? [] : stepsOf(run, calibrations);
}

function isBroken(run: RunAnalysis): boolean {
  return breakingFinding(run) !== undefined;
}

function stepsOf(run: RunAnalysis, makers: ReadonlyMap<string, MakeStep>): AdviceStep[] {
  const shown = shownFindings(run.findings);
  return [...makers].flatMap(([rule, make]) => {
    const finding = shown.find((one) => one.rule === rule);
    return finding === undefined ? [] : (make(finding.evidence, finding) ?? []);
  });
}

function point(term: string, text: string): { term: string; text: string } {
  return { term, text };
}

function finiteLossStep({ epoch, learningRate, recovers }: Finding['evidence']): AdviceStep | undefined {
  if (recovers === 1) return undefined;
  const logged = learningRate === undefined ? '' : `; the learning rate logged there is ${learningRate}`;
  return {
    title: 'Stop at the first loss that is no number, and take smaller steps',
    points: [
      point('Here', `It is epoch ${numbers.count(epoch!)}${logged}. Weights from then on are of no use.`),
      point(
        'Look also at',
        'Inputs that hold NaN, a logarithm or division of 0 in the loss, and 16-bit numbers without loss scaling.',
      ),
    ],
    cells: [],
    snippets: finiteLossSnippets(epoch!, learningRate),
  };
}

function softmaxStep({
  classes,
  floor,
  train,
  trainBelow,
  alike,
  loss,
}: Finding['evidence']): AdviceStep | undefined {
  // With few classes label smoothing looks alike: nothing to mend before a prediction file tells which it is.
  if (alike === 1) return undefined;
  const unknown =
    'If training hands its loss the same, train again; else compute the validation loss again from the logits.';
  const onlyValidation =
    'Only the validation loss has it: compute that again from the logits; the weights need no new training.';
  return {
    title: 'Apply softmax once',
    points: [
      point(
        'Here',
        `Loss ${numbers.loss(loss!)} stands on a floor of ${numbers.loss(floor!)} that no model can get below with ${numbers.count(classes!)} classes.`,
      ),
      point(
        'Then',
        train === 1
          ? 'Train again: the weights were learnt from the flattened loss, so neither its curve nor the probabilities are those of the mended model.'
          : trainBelow === 1
            ? onlyValidation
            : unknown,
      ),
    ],
    cells: [],
    snippets: softmaxOnceSnippets({ classes: classes!, floor: floor! }),
  };
}

function temperatureStep({ temperature, ...found }: Finding['evidence']): AdviceStep | undefined {
  if (temperature === undefined) return undefined;
  const gain =
    found['zeroRows'] === 0
      ? ` Log loss ${numbers.loss(found['lossBefore']!)} becomes ${numbers.loss(found['lossAfter']!)} on these rows, to which it was fitted; on others the gain may be smaller.`
      : '';
  return {
    title: `Divide the logits by ${numbers.rate(temperature)} (temperature scaling)`,
    points: [
      point(
        'Here',
        `Mean confidence is ${numbers.rate(found['confidence']!)} at accuracy ${numbers.rate(found['accuracy']!)}.${gain}`,
      ),
      point(
        'Labels',
        'No predicted label changes, so accuracy, recall and the confusion matrix stay as they are.',
      ),
      point(
        'Not',
        'It is one number for all classes: it does not mend a single class whose probabilities are off, and no wrong label.',
      ),
    ],
    cells: [],
    snippets: temperatureSnippets(temperature, found['rows']!),
  };
}

function bestLossStep({ epoch, lowestLoss, lastLoss, accuracyHeld }: Finding['evidence']): AdviceStep {
  return {
    title: `If you use the probabilities, keep the weights of epoch ${numbers.count(epoch!)}`,
    points: [
      point(
        'Here',
        `Validation loss was lowest there (${numbers.loss(lowestLoss!)}) and is ${numbers.loss(lastLoss!)} at the end.`,
      ),
      point(
        'Labels',
        accuracyHeld === 1
          ? 'Accuracy held, so the later weights may answer as well or better: write the predictions of both epochs and compare the recalls before you choose.'
          : 'Write the predictions of both epochs and compare the recalls before you choose.',
      ),
    ],
    cells: [],
    snippets: bestLossSnippets({ epoch: epoch!, lowest: lowestLoss!, last: lastLoss! }),
  };
}

/** The file that would tell more; undefined where predictions are known, or the run has no usable numbers. */
export function predictionsStep(run: RunAnalysis): AdviceStep | undefined {
  if (run.evaluation !== undefined || run.epochs.length === 0 || isBroken(run)) return undefined;
  const size = run.validationSize;
  const rows =
    size?.exact === true ? `the ${numbers.count(size.value)} validation rows` : 'each validation row';
  return {
    title: `Write the predictions beside ${run.unnumbered === true ? 'these values' : 'the log'}`,
    points: [
      point(
        'Here',
        `One line for ${rows}: id, actual class, predicted class, a probability for each class. It tells which classes are found, and whether the probabilities hold.`,
      ),
    ],
    cells: [],
    snippets: [
      {
        title: 'val_predictions.csv',
        code: loggingSnippet(run.files.find(({ role }) => role === 'log')?.format),
      },
    ],
  };
}
