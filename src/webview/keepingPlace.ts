/** Draws anew and puts focus, scroll positions and opened parts back where they were, found again by their keys. */
export function keepingPlace(root: HTMLElement, draw: () => void): void {
  const focused = root.contains(document.activeElement)
    ? (document.activeElement as HTMLElement).dataset['key']
    : undefined;
  const pageTop = document.scrollingElement?.scrollTop ?? 0;
  const scrolled = new Map<string, [number, number]>();
  const open = new Set<string>();
  for (const node of root.querySelectorAll<HTMLElement>('[data-key]')) {
    const key = node.dataset['key']!;
    if (node.scrollLeft !== 0 || node.scrollTop !== 0) scrolled.set(key, [node.scrollLeft, node.scrollTop]);
    if (node instanceof HTMLDetailsElement && node.open) open.add(key);
  }
  const before = document.activeElement;
  draw();
  for (const node of root.querySelectorAll<HTMLElement>('[data-key]')) {
    const key = node.dataset['key']!;
    if (node instanceof HTMLDetailsElement && open.has(key)) node.open = true;
    const offsets = scrolled.get(key);
    if (offsets !== undefined) [node.scrollLeft, node.scrollTop] = offsets;
  }
  if (focused !== undefined && document.activeElement !== before) {
    const again = root.querySelector<HTMLElement>(`[data-key="${focused}"]`);
    if (again?.matches('[data-key^="cell-"]')) {
      for (const stop of root.querySelectorAll<HTMLElement>('[data-key^="cell-"][tabindex="0"]'))
        stop.tabIndex = -1;
      again.tabIndex = 0;
    }
    again?.focus({ preventScroll: true });
  }
  document.scrollingElement?.scrollTo({ top: pageTop });
}
