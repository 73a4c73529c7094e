/** Where a key leads from a cell of a `size` × `size` grid; undefined for other keys. */
function target(key: string, row: number, column: number, size: number): [number, number] | undefined {
  switch (key) {
    case 'ArrowRight':
      return [row, Math.min(size - 1, column + 1)];
    case 'ArrowLeft':
      return [row, Math.max(0, column - 1)];
    case 'ArrowDown':
      return [Math.min(size - 1, row + 1), column];
    case 'ArrowUp':
      return [Math.max(0, row - 1), column];
    case 'Home':
      return [row, 0];
    case 'End':
      return [row, size - 1];
    default:
      return undefined;
  }
}

/** Arrow keys move the one tab stop of a grid whose cells have the keys `cell-ROW-COLUMN`. */
export function moveInGrid(event: KeyboardEvent, size: number): void {
  const current = (event.target as Element).closest<HTMLElement>('[data-key^="cell-"]');
  const place = /^cell-(\d+)-(\d+)$/.exec(current?.dataset['key'] ?? '');
  if (current === null || place === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const to = target(event.key, Number(place[1]), Number(place[2]), size);
  if (to === undefined) return;
  const next = (event.currentTarget as Element).querySelector<HTMLElement>(
    `[data-key="cell-${to[0]}-${to[1]}"]`,
  );
  if (next === null) return;
  event.preventDefault();
  current.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
