/** Shows a comparison that was asked for while the report was open: it is what the person wants to read now. */
export function newComparison(root: HTMLElement): (title: string | undefined) => void {
  let last: { readonly title: string | undefined } | undefined;
  return (title) => {
    if (last !== undefined && title !== undefined && title !== last.title)
      root.querySelector('[data-part="comparison"]')?.scrollIntoView({ block: 'start' });
    last = { title };
  };
}
