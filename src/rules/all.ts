import type { Rule } from './rule.ts';

/** The registry: one line a rule. */
export const rules: readonly Rule[] = [];
