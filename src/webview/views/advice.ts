import type { AdviceState, AdviceStepState, SnippetState } from '../../protocol/panel.ts';
import type { ViewContext } from '../context.ts';
import { element, scroller, section } from '../dom.ts';

/** Time for which a button says that it copied. */
const saidMs = 2_000;

function copyButton(
  { index, title }: SnippetState,
  step: AdviceStepState,
  context: ViewContext,
): HTMLElement {
  const words = `Copy for ${title}`;
  const said = element('span', { text: words });
  return element('button', {
    class: 'secondary',
    key: `snippet-${index}`,
    attributes: { type: 'button' },
    children: [said, element('span', { class: 'visually-hidden', text: `: ${step.title}` })],
    onClick: () => {
      context.send({ type: 'copySnippet', snippet: index });
      said.textContent = 'Copied';
      setTimeout(() => {
        said.textContent = words;
      }, saidMs);
    },
  });
}

/** The code is long and for those who want it: it is opened. */
function codeView(step: AdviceStepState, place: number): HTMLElement | undefined {
  if (step.snippets.length === 0) return undefined;
  return element('details', {
    key: `advice-code-${place}`,
    children: [
      element('summary', { key: `advice-code-toggle-${place}`, text: 'Show the code' }),
      ...step.snippets.map(({ index, title, code }) =>
        element('div', {
          class: 'code',
          children: [
            element('h4', { text: title }),
            scroller(`code-${index}`, `Code for ${title}`, element('pre', { text: code })),
          ],
        }),
      ),
    ],
  });
}

function stepView(step: AdviceStepState, place: number, context: ViewContext): HTMLElement {
  const cells = step.cells.map(({ actual, predicted, text }, index) =>
    element('button', {
      class: 'link',
      key: `advice-cell-${place}-${index}`,
      text,
      attributes: { type: 'button' },
      onClick: () => context.send({ type: 'showRows', actual, predicted }),
    }),
  );
  return element('li', {
    class: 'step',
    children: [
      element('h3', {
        children: [
          element('span', { text: step.title }),
          step.tag === undefined
            ? undefined
            : element('span', {
                class: step.tag.helps ? 'tag tag-helps' : 'tag tag-no',
                text: step.tag.text,
              }),
        ],
      }),
      element('dl', {
        class: 'facts points',
        children: step.points.flatMap(({ term, text }) => [
          element('dt', { text: term }),
          element('dd', { text }),
        ]),
      }),
      cells.length === 0 ? undefined : element('p', { class: 'step-links', children: cells }),
      step.snippets.length === 0
        ? undefined
        : element('div', {
            class: 'actions',
            children: step.snippets.map((snippet) => copyButton(snippet, step, context)),
          }),
      codeView(step, place),
    ],
  });
}

/** What to try, in order of evidence; or the sentence that nothing needs to be done. */
export function adviceView(state: AdviceState, context: ViewContext): HTMLElement {
  return section('advice', 'What to try', [
    ...state.sentences.map((text) => element('p', { class: 'advice-text', text })),
    state.steps.length === 0
      ? undefined
      : element('ol', {
          class: 'steps',
          children: state.steps.map((step, place) => stepView(step, place, context)),
        }),
    state.leftOut === undefined ? undefined : element('p', { class: 'muted', text: state.leftOut }),
  ]);
}
