import { consistencyRange } from '../../core/calibrationNoise.ts';
import type { Evaluation } from '../../core/evaluation.ts';
import type { Finding } from '../../core/finding.ts';
import { wilson } from '../../core/intervals.ts';
import type { ReliabilityBin } from '../../core/reliability.ts';
import { meanGap } from '../../core/reliability.ts';
import type { CalibrationState, ReliabilityBinState, ReliabilityDiagramState } from '../../protocol/panel.ts';
import { capitalised } from '../capitalised.ts';
import { clean } from '../clean.ts';
import { shownFindings } from '../findingText.ts';
import { numbers } from '../numbers.ts';

/** Below this many rows nothing is drawn: true probabilities of 50 rows show a calibration error of 0.14 on average. */
const leastRows = 50;

/** The calibration error from noise alone below which an error of practical size stands out. */
const usefulFloor = 0.05;

/** A mean gap that two decimals cannot show. */
const agreement = 0.005;

/** The words of a diagram: of the predicted classes, or of one class. */
interface Words {
  readonly name: string;
  readonly of: string;
  readonly confidence: string;
  readonly share: string;
  /** What the rows are whose probability came true. */
  readonly hits: string;
  readonly tooHigh: string;
  readonly tooLow: string;
}

const predictedWords: Words = {
  name: 'The predicted class',
  of: 'the predicted class',
  confidence: 'confidence',
  share: 'share right',
  hits: 'right',
  tooHigh: 'too sure',
  tooLow: 'too modest',
};

function classWords(label: string): Words {
  return {
    name: clean(label),
    of: numbers.label(label),
    confidence: 'probability',
    share: 'share of the class',
    hits: 'of the class',
    tooHigh: 'too high',
    tooLow: 'too low',
  };
}

/**
 * The reliability diagrams of an evaluation, or why there are none; undefined without probabilities.
 *
 * Each bin comes with Wilson's interval of its share and with the range in which the share would lie if the
 * probabilities were true.
 */
export function calibrationState(
  evaluation: Evaluation,
  findings: readonly Finding[],
): CalibrationState | undefined {
  const { hasScores, reliability, labels, confidence } = evaluation;
  if (!hasScores) return undefined;
  if (reliability === undefined) return { caption: notDrawn(evaluation), diagrams: [] };
  const rows = rowsOf(reliability.predicted);
  if (rows < leastRows) return { caption: tooFew(rows, reliability.predicted), diagrams: [] };
  const level = numbers.percent(confidence);
  const diagrams = [
    diagramState(predictedWords, reliability.predicted, confidence, temperatureSentence(findings)),
    ...reliability.classes.map(({ index, bins }) =>
      diagramState(classWords(labels[index]!), bins, confidence),
    ),
  ];
  return {
    caption: `How often probabilities come true, in 15 bins of equal width: a model whose probabilities hold lies on the dotted diagonal. The shaded band is where ${level} of the shares would lie if every probability were true, for as many rows as the bin holds; a filled dot lies outside it. Whiskers are ${level} intervals (Wilson).`,
    diagrams,
    ...(reliability.classes.length === labels.length
      ? {}
      : {
          leftOut: `Of ${numbers.count(labels.length)} classes, the ${numbers.count(reliability.classes.length)} whose calibration error exceeds its noise floor most can be chosen.`,
        }),
  };
}

function notDrawn({ metrics }: Evaluation): string {
  const error = metrics.get('expectedCalibrationError');
  const reason = error?.kind === 'undefined' ? clean(error.reason) : 'no probabilities were read';
  return `There is no reliability diagram: ${reason}. Write probabilities (after softmax), not logits.`;
}

/** Noise falls with the square root of the rows. */
function tooFew(rows: number, bins: readonly ReliabilityBin[]): string {
  const { noise } = meanGap(bins);
  const needed = noise > usefulFloor ? Math.ceil((rows * (noise / usefulFloor) ** 2) / 10) * 10 : leastRows;
  return `${numbers.count(rows)} ${rows === 1 ? 'row is' : 'rows are'} too few for a reliability diagram: true probabilities would show a calibration error of ${numbers.rate(noise)} from noise alone. It is drawn from ${numbers.count(leastRows)} rows on; about ${numbers.count(Math.max(leastRows, needed))} would bring the noise down to ${numbers.rate(usefulFloor)}.`;
}

function rowsOf(bins: readonly ReliabilityBin[]): number {
  return bins.reduce((sum, { rows }) => sum + rows, 0);
}

function diagramState(
  words: Words,
  bins: readonly ReliabilityBin[],
  level: number,
  more?: string,
): ReliabilityDiagramState {
  const largest = bins.reduce((most, { weight }) => Math.max(most, weight), 0);
  const states = bins.map((bin) => binState(bin, largest, level));
  const said = summary(words, bins);
  const outside = states.filter(isOutside).length;
  const counted = `${numbers.count(outside)} of ${numbers.count(bins.length)} bins ${outside === 1 ? 'lies' : 'lie'} outside the band, where chance puts at most ${numbers.percent(1 - level)} of them.`;
  return {
    name: words.name,
    xTitle: words.confidence,
    yTitle: words.share,
    sentences: [said.gap, said.error, counted, ...(more === undefined ? [] : [more])],
    description: `Reliability diagram of ${words.of}. ${said.gap} ${counted}`,
    bins: states,
    largest: `${numbers.count(largest)} ${largest === 1 ? 'row' : 'rows'}`,
    table: {
      header: ['Bin', 'Rows', `Mean ${words.confidence}`, capitalised(words.share), 'Interval', 'Band'],
      rows: bins.map((bin, at) => tableRow(bin, states[at]!)),
    },
  };
}

function binState(bin: ReliabilityBin, largest: number, level: number): ReliabilityBinState {
  const { low: from, high: to, confidence, accuracy, rows, weight } = bin;
  const [low, high] = wilson(accuracy * rows, rows, level);
  const [bandLow, bandHigh] = consistencyRange(rows, confidence, level);
  return { from, to, confidence, accuracy, low, high, bandLow, bandHigh, share: weight / largest };
}

function isOutside({ accuracy, bandLow, bandHigh }: ReliabilityBinState): boolean {
  return accuracy < bandLow || accuracy > bandHigh;
}

function summary(words: Words, bins: readonly ReliabilityBin[]): { gap: string; error: string } {
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: 'confidence' | 'accuracy'): number =>
    bins.reduce((sum, bin) => sum + bin.weight * bin[of], 0) / total;
  const [confidence, accuracy] = [mean('confidence'), mean('accuracy')];
  const difference = confidence - accuracy;
  const { gap, noise } = meanGap(bins);
  const meaning =
    Math.abs(difference) < agreement
      ? 'the two agree on average'
      : `${difference > 0 ? words.tooHigh : words.tooLow} by ${numbers.rate(Math.abs(difference))} on average`;
  return {
    gap: `Mean ${words.confidence} is ${numbers.rate(confidence)} and ${numbers.rate(accuracy)} of the rows are ${words.hits}: ${meaning}.`,
    error: `Calibration error is ${numbers.rate(gap)}; true probabilities of these rows would show ${numbers.rate(noise)} from noise alone${gap > noise ? '' : ', so no error is to be seen'}.`,
  };
}

function tableRow(
  { low: from, high: to, weight, confidence, accuracy }: ReliabilityBin,
  { low, high, bandLow, bandHigh }: ReliabilityBinState,
): string[] {
  return [
    numbers.interval(from, to),
    numbers.count(weight),
    numbers.rate(confidence),
    numbers.rate(accuracy),
    numbers.interval(low, high),
    numbers.interval(bandLow, bandHigh),
  ];
}

/** What one number for all logits would mend, where a finding has fitted it. */
function temperatureSentence(findings: readonly Finding[]): string | undefined {
  const found = shownFindings(findings).find(
    ({ rule, evidence }) => rule === 'confidence-off' && evidence['temperature'] !== undefined,
  );
  if (found === undefined) return undefined;
  const { temperature, lossBefore, lossAfter, zeroRows } = found.evidence;
  const gain =
    zeroRows === 0
      ? `: on these rows it takes log loss from ${numbers.loss(lossBefore!)} to ${numbers.loss(lossAfter!)}`
      : '';
  return `The fitted temperature, which logits are to be divided by, is ${numbers.rate(temperature!)}${gain}.`;
}
