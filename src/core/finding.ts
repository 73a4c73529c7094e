import type { Location } from './span.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** `is`: an exact identity of the file's rows. `shows`: a test on a quantity in the file passed. `may`: not excluded. */
export type Verb = 'is' | 'shows' | 'may';

/**
 * What a rule says of one run: numbers and names, no words. The rule's own `say` makes the sentence from it,
 * so that every number in the text stands in `evidence`.
 */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly verb: Verb;
  readonly location: Location;
  /** The numbers the finding rests on; rates are fractions. */
  readonly evidence: Readonly<Record<string, number>>;
  /** Labels and other texts from the file that the sentence names. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly related: readonly RelatedPlace[];
  /** The rule whose finding makes this one redundant, or `same-training` if another run says it; absent when shown. */
  readonly suppressedBy?: string;
  /** The reason given with a mute in the configuration; absent when not muted. */
  readonly mutedBecause?: string;
}

export interface RelatedPlace {
  readonly location: Location;
  /** Key of a text in the rule's `sayRelated`. */
  readonly what: string;
}
