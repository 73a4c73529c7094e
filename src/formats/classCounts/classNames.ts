/** Characters of a class name, and names of a file. */
const longestName = 120;
const mostNames = 1_000;

/** Names by index, if there are at least two and each stands once. */
export function distinctNames(names: readonly string[]): readonly string[] | undefined {
  const trimmed = names.map((name) => name.trim());
  const isUsable = trimmed.every((name) => name !== '' && name.length <= longestName);
  const isOnce = new Set(trimmed).size === trimmed.length;
  return isUsable && isOnce && trimmed.length >= 2 && trimmed.length <= mostNames ? trimmed : undefined;
}
