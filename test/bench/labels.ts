/** Text that sorts as its class index does. */
export function labelOf(index: number): string {
  return `class ${String(index).padStart(2, '0')}`;
}
