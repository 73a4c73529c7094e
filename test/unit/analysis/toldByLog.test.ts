import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { analyse } from '../../../src/analysis/analyse.ts';
import type { RunAnalysis } from '../../../src/analysis/analysis.ts';
import type { AnalysisContext, SourceDocument } from '../../../src/analysis/context.ts';
import { openReader } from '../../../src/analysis/openReader.ts';
import { defaultLimits } from '../../../src/core/limits.ts';
import { inspectJson } from '../../../src/report/json.ts';
import { provenanceState } from '../../../src/report/panel/provenance.ts';
import { readingHover } from '../../../src/report/readingHover.ts';
import { runText } from '../../../src/report/text.ts';

const logs = new URL('../../fixtures/logs/', import.meta.url);

function documentOf(path: string, text: string): SourceDocument {
  const bytes = Buffer.from(text);
  const { chosen } = openReader({ name: path, bytes, complete: true }, {});
  chosen!.reader.push(bytes);
  return { path, format: chosen!.format.id, result: chosen!.reader.end() };
}

function analysed(
  files: Readonly<Record<string, string>>,
  more: Partial<AnalysisContext> = {},
): readonly RunAnalysis[] {
  const documents = Object.entries(files).map(([path, text]) => documentOf(path, text));
  return analyse(documents, { limits: defaultLimits, folderCounts: [], live: [], declared: {}, ...more })
    .runs;
}

function fixture(name: string): string {
  return readFileSync(new URL(name, logs), 'utf8');
}

/** All that a person reads of a run, in one line. */
function words(run: RunAnalysis): string {
  return runText(run, run.id, { width: 4_000, colour: false }).replace(/\s+/g, ' ');
}

const counted = fixture('epochText/classCounts.log');
const validation = new Map([
  ['benign', 101],
  ['malignant', 29],
  ['unclear', 20],
]);

describe('class counts that a log tells', () => {
  it('are those of its run, with the number of validation rows and the lines that tell', () => {
    const run = analysed({ 'train.log': counted })[0]!;
    assert.equal(run.rung, 'E1');
    assert.deepEqual(run.classCounts.validation, validation);
    assert.deepEqual(run.validationSize, { value: 150, source: 'log', exact: true });
    assert.deepEqual(run.told, { validationSize: 1, validation: 1, train: 0 });
    assert.ok(run.findings.some(({ rule }) => rule === 'accuracy-permits-missed-class'));
    assert.deepEqual(run.problems, []);
    assert.match(words(run), /The log tells of 150 validation rows \(line 2\)/);
    assert.match(words(run), /Validation rows +150 told by the log, line 2/);
    const facts = provenanceState(run).facts.map(({ term, text }) => `${term}: ${text}`);
    assert.ok(
      facts.includes(
        "Validation classes: 'benign' 101, 'malignant' 29, 'unclear' 20; class counts from the log, line 2",
      ),
    );
    assert.ok(facts.includes('Validation rows: 150 (told by the log, line 2)'));
    const json = JSON.parse(JSON.stringify(inspectJson(run))) as Record<string, unknown>;
    assert.deepEqual(json['toldByLog'], { validationSize: 2, validation: 2, training: 1 });
  });

  it('of all rows give what always answering the largest class would score, as long as no others are known', () => {
    const run = analysed({ 'train.log': fixture('epochText/classLines.log') })[0]!;
    assert.equal(run.rung, 'E1');
    assert.deepEqual([...run.classCounts.all!.values()], [421, 121, 58]);
    assert.equal(run.classCounts.validation, undefined);
    const text = words(run);
    assert.match(
      text,
      /Always answering 'benign' would score about 0\.70 if the validation rows have the class shares of all rows \(line 1 of the log\)/,
    );
    assert.match(text, /always 'benign': about 0\.70, by the shares of all rows/);
    assert.match(
      text,
      /130 of 150 rows are right; if the validation rows have the class shares of all rows, always answering 'benign' gets about 0\.70 of them, and from 115 on it would be more than chance/,
    );
    assert.doesNotMatch(text, /no class counts/i);
    const epoch = run.epochs.at(-1)!;
    const accuracy = epoch.readings.find(
      ({ split, metric }) => split === 'validation' && metric === 'accuracy',
    )!;
    assert.match(
      readingHover(run, epoch, accuracy),
      /would score about 0\.70, by the class shares of all rows/,
    );
  });

  it('of all rows let accuracy be below the majority, as a bare possibility', () => {
    const low = fixture('epochText/classLines.log').replace(/val_acc=0\.8\d+/g, 'val_acc=0.5000');
    const run = analysed({ 'train.log': low })[0]!;
    const finding = run.findings.find(({ rule }) => rule === 'accuracy-not-above-majority')!;
    assert.equal(finding.severity, 'information');
    assert.equal(finding.verb, 'may');
    assert.equal(finding.evidence['rows'], 150);
  });

  it('stand behind a counts file, which a person wrote; a note says where they differ', () => {
    const file = '{"validation": {"benign": 101, "malignant": 30, "unclear": 19}}';
    const run = analysed({ 'train.log': counted, 'class_counts.json': file })[0]!;
    assert.equal(run.classCounts.validation!.get('malignant'), 30);
    assert.deepEqual(run.validationSize, { value: 150, source: 'counts', exact: true });
    assert.deepEqual(run.told, { train: 0 });
    assert.deepEqual(
      run.problems.map(({ message }) => message),
      [
        "The class counts of class_counts.json give 30 validation rows of 'malignant', line 2 of the log 29 (2 of 3 classes differ). " +
          'The log is not used; check which of them is of this run.',
      ],
    );
    const same = '{"validation": {"benign": 101, "malignant": 29, "unclear": 20}}';
    assert.deepEqual(analysed({ 'train.log': counted, 'class_counts.json': same })[0]!.problems, []);
    const other = '{"validation": {"x": 10, "y": 20}}';
    const [note] = analysed({ 'train.log': counted, 'class_counts.json': other })[0]!.problems;
    assert.match(
      note!.message,
      /come to 30 validation rows, line 2 of the log tells of 150\. The log is not used/,
    );
  });

  it('stand before class folders, and a number of rows before theirs', () => {
    const folder = {
      path: 'data/val',
      split: 'validation' as const,
      counts: new Map([
        ['benign', 5],
        ['malignant', 6],
      ]),
    };
    const run = analysed({ 'train.log': counted }, { folderCounts: [folder] })[0]!;
    assert.deepEqual(run.classCounts.validation, validation);
    const sized = analysed(
      { 'train.log': counted.replace(/^INFO:train:Validation.*\n/m, 'Val samples: 150\n') },
      { folderCounts: [folder] },
    )[0]!;
    assert.deepEqual(sized.validationSize, { value: 150, source: 'log', exact: true });
    assert.deepEqual(sized.classCounts.validation, folder.counts);
    assert.match(
      sized.problems[0]!.message,
      /come to 11 validation rows, line 2 of the log tells of 150\. The number of the log is used/,
    );
  });

  it('that name no rows are not used, which a note on their line says', () => {
    const run = analysed({
      'train.log': fixture('epochText/classLines.log').replace(/.*\[Split\].*\n/, ''),
    })[0]!;
    assert.deepEqual(run.classCounts, {});
    assert.equal(run.rung, 'E0');
    assert.match(run.problems[0]!.message, /^Counts classes without saying of which rows/);
    assert.equal(run.problems[0]!.line, 0);
  });

  it('give way to predictions of the run', () => {
    const rows = [...validation].flatMap(([label, count]) => Array<string>(count).fill(label));
    const right = 130; // 0.8667 of 150, as the last epoch logs it
    const table = [
      'actual,predicted',
      ...rows.map((label, row) => `${label},${row < right ? label : 'unknown'}`),
    ].join('\n');
    const run = analysed({ 'train.log': counted, 'val_predictions.csv': table })[0]!;
    assert.deepEqual(run.validationSize, { value: 150, source: 'predictions', exact: true });
    assert.deepEqual(run.told, { train: 0 });
  });
});

describe('numbers of rows that a log tells', () => {
  it('are those of Keras, by name or by the steps of the accuracy', () => {
    const files = analysed({ 'train.log': fixture('kerasText/filesOfClasses.log') })[0]!;
    assert.deepEqual(files.validationSize, { value: 36, source: 'log', exact: true });
    assert.match(words(files), /uniform forecast, ln 3: 1\.10/);
    const images = analysed({ 'train.log': fixture('kerasText/imagesOfClasses.log') })[0]!;
    assert.deepEqual(images.validationSize, { value: 35, source: 'log', exact: true });
    assert.deepEqual(images.told, { validationSize: 1, classes: { number: 3, line: 1 } });
  });

  it('that the logged accuracies rule out are not used, and a note says so', () => {
    const text = fixture('kerasText/imagesOfClasses.log')
      .replace('Found 35 images belonging to 3 classes.', 'Using 34 files for validation.')
      .split('\n')
      .map((line, at) => line.replace(/val_accuracy: \S+/, `val_accuracy: ${((10 + at) / 35).toFixed(4)}`))
      .join('\n');
    const run = analysed({ 'train.log': text })[0]!;
    assert.deepEqual(run.validationSize, { value: 35, source: 'inferred', exact: true });
    assert.match(
      run.problems[0]!.message,
      /^Line 2 of the log tells of 34 validation rows, but its accuracies are not whole numbers of so many\. The number is not used/,
    );
  });

  it('of LightGBM are of training', () => {
    const run = analysed({ 'train.log': fixture('boostingText/lightgbmScores.txt') })[0]!;
    assert.deepEqual([...run.classCounts.train!.values()], [373, 129, 94, 34]);
    assert.match(
      words(run),
      /if the validation rows have the class shares of the training rows \(line 5 of the log\)/,
    );
  });
});
