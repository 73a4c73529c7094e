/**
 * Whether a path fits a simple glob: `*` within a name, `?` one character of a name, `**` any folders. A glob without
 * a `/` is compared with the last name of the path, any other with the whole path. Time O(glob · path), so that no glob
 * can hang the analysis.
 */
export function matchesGlob(glob: string, path: string): boolean {
  const pattern = glob.replace(/^\.\//, '');
  if (!pattern.includes('/')) return matchesName(pattern, path.slice(path.lastIndexOf('/') + 1));
  return matchesSegments(pattern.replace(/^\//, '').split('/'), path.replace(/^\//, '').split('/'));
}

/** `reachable[i]`: the segments so far fit the first i names. */
function matchesSegments(segments: readonly string[], names: readonly string[]): boolean {
  let reachable = [true, ...names.map(() => false)];
  for (const segment of segments) {
    const next = reachable.map(() => false);
    if (segment === '**') {
      const first = reachable.indexOf(true);
      if (first >= 0) next.fill(true, first);
    } else {
      names.forEach((name, index) => {
        if (reachable[index] === true && matchesName(segment, name)) next[index + 1] = true;
      });
    }
    reachable = next;
  }
  return reachable[names.length] === true;
}

/** Greedy match with one point of return, the last star: linear where stars are few, never exponential. */
function matchesName(pattern: string, name: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let resume = 0;
  while (position < name.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = position;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[position])) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
