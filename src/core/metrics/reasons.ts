const namedAtMost = 3;

/** Labels in quotes as a phrase: `class 'a'`, `classes 'a' and 'b'`, `classes 'a', 'b', 'c' and 9 more`. */
export function classesPhrase(labels: readonly string[]): string {
  const quoted = labels.map((label) => `'${label}'`);
  if (quoted.length === 1) return `class ${quoted.join('')}`;
  if (quoted.length <= namedAtMost) {
    return `classes ${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}`;
  }
  return `classes ${quoted.slice(0, namedAtMost).join(', ')} and ${quoted.length - namedAtMost} more`;
}

export function noSamplesOf(label: string): string {
  return `no samples of class '${label}'`;
}

export function everySampleIsOf(label: string): string {
  return `every sample is of class '${label}'`;
}
