/** A part of the page, with the state it is drawn from: the same state is not drawn twice. */
export interface Part {
  readonly name: string;
  readonly state: unknown;
  readonly make: () => HTMLElement;
}

/** Puts the parts in order, making only those again whose state changed. Gives the states drawn. */
export function replaceParts(
  root: HTMLElement,
  parts: readonly Part[],
  drawn: ReadonlyMap<string, string>,
): Map<string, string> {
  const next = new Map(parts.map(({ name, state }) => [name, JSON.stringify(state)]));
  const nodes = parts.map(({ name, make }) => {
    const old = root.querySelector(`:scope > [data-part="${name}"]`);
    if (old !== null && drawn.get(name) === next.get(name)) return old;
    const node = make();
    node.dataset['part'] = name;
    return node;
  });
  const unchanged =
    nodes.length === root.children.length && nodes.every((node, index) => node === root.children[index]);
  if (unchanged) return next;
  for (const child of [...root.children]) {
    if (!nodes.includes(child)) child.remove();
  }
  nodes.forEach((node, index) => {
    // Moving a node that is in its place already would take the focus out of it.
    if (root.children[index] !== node) root.insertBefore(node, root.children[index] ?? null);
  });
  return next;
}
