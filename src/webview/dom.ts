/** What a new element may get: attributes, text, children, and what happens when it is activated. */
export interface ElementParts {
  readonly class?: string;
  /** Stable over updates, made of fixed words and indices: focus and open parts are found again by it. */
  readonly key?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly children?: readonly (Node | undefined)[];
  readonly onClick?: (event: MouseEvent) => void;
}

function fill(node: Element, parts: ElementParts): void {
  if (parts.class !== undefined) node.setAttribute('class', parts.class);
  if (parts.key !== undefined) node.setAttribute('data-key', parts.key);
  for (const [name, value] of Object.entries(parts.attributes ?? {})) {
    if (value === false) continue;
    node.setAttribute(name, value === true ? '' : String(value));
  }
  // Text from files comes in here and nowhere else.
  if (parts.text !== undefined) node.textContent = parts.text;
  for (const child of parts.children ?? []) {
    if (child !== undefined) node.append(child);
  }
  if (parts.onClick !== undefined) {
    node.addEventListener('click', parts.onClick as EventListener);
  }
}

/** An HTML element. Tag and attribute names are fixed words of this program. */
export function element<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  parts: ElementParts = {},
): HTMLElementTagNameMap[T] {
  const node = document.createElement(tag);
  fill(node, parts);
  return node;
}

/** An SVG element. */
export function graphic<T extends keyof SVGElementTagNameMap>(
  tag: T,
  parts: ElementParts = {},
): SVGElementTagNameMap[T] {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  fill(node, parts);
  return node;
}

/** The head of a table, with the name of each column. */
export function tableHead(header: readonly string[]): HTMLElement {
  return element('thead', {
    children: [
      element('tr', {
        children: header.map((text) => element('th', { text, attributes: { scope: 'col' } })),
      }),
    ],
  });
}

/** A section with its heading. */
export function section(name: string, title: string, children: readonly (Node | undefined)[]): HTMLElement {
  const id = `heading-${name}`;
  return element('section', {
    class: `section ${name}`,
    attributes: { 'aria-labelledby': id },
    children: [element('h2', { text: title, attributes: { id } }), ...children],
  });
}

/** A part that scrolls sideways where the panel is narrow; reachable by keyboard. */
export function scroller(key: string, label: string, child: Node): HTMLElement {
  return element('div', {
    class: 'scroller',
    key,
    attributes: { tabindex: 0, role: 'region', 'aria-label': label },
    children: [child],
  });
}
