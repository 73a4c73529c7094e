import { inStringOrder } from '../core/stringOrder.ts';

/** Where class names may come from, likeliest first. */
export interface ClassSources {
  /** `--classes`. */
  readonly asked?: readonly string[];
  readonly preprocessing?: readonly string[];
  /** `class_indices.json` beside the model. */
  readonly indices?: readonly string[];
  /** Names of the class folders, in any order. */
  readonly folders: readonly string[];
}

const listed = 8;

/**
 * The class names in the order of the model's classes, and a line for each thing that was assumed. Throws with a
 * reason if their number is not the model's, if one is empty or there twice, or if none of them is a folder's.
 */
export function chooseClasses(
  { asked, preprocessing, indices, folders }: ClassSources,
  count: number,
): { readonly classes: readonly string[]; readonly notes: readonly string[] } {
  const sorted = inStringOrder(folders);
  const sources = [
    { names: asked, from: '--classes' },
    { names: preprocessing, from: 'preprocessing.json' },
    { names: indices, from: 'class_indices.json' },
    { names: sorted, from: undefined },
  ];
  const { names = sorted, from } = sources.find((source) => source.names !== undefined)!;
  if (names.length !== count) {
    const has = from === undefined ? 'there are' : `${from} names`;
    const what = `${names.length} ${from === undefined ? 'class folder' : 'class'}${names.length === 1 ? '' : from === undefined ? 's' : 'es'}`;
    throw new Error(
      `the model tells ${count} classes apart, but ${has} ${what} (${list(names)}). Name them in the order of its outputs with --classes a,b,c.`,
    );
  }
  const odd = names.find((name, index) => name === '' || names.indexOf(name) !== index);
  if (odd !== undefined)
    throw new Error(odd === '' ? `${from} has an empty class name.` : `${from} names '${odd}' twice.`);
  const strange = sorted.filter((name) => !names.includes(name));
  if (strange.length === sorted.length) {
    throw new Error(
      `no class folder (${list(sorted)}) has the name of a class in ${from} (${list(names)}). Rename the folders, or use --classes.`,
    );
  }
  const notes: string[] = [];
  if (from === undefined) {
    notes.push(
      `Class order: the folders' names sorted (${list(names)}), as Keras numbers them; --classes says otherwise.`,
    );
  }
  if (strange.length > 0) notes.push(`Not among the model's classes, so never predicted: ${list(strange)}.`);
  return { classes: names, notes };
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, listed).join(', ');
  return names.length > listed ? `${shown}, … ${names.length - listed} more` : shown;
}
