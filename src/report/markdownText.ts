import { clean } from './clean.ts';

/** Every ASCII punctuation mark may be escaped in CommonMark; escaping all of them leaves no link, tag or entity. */
const punctuation = /[!-/:-@[-`{-~]/g;

/** Text as literal Markdown: what it shows is the text itself, on one line, and nothing else. */
export function markdownText(text: string, limit = 1_000): string {
  return clean(text, limit).trim().replace(punctuation, '\\$&');
}
