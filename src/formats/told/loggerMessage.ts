/** A date and time, which may stand in brackets. */
const timePattern =
  /^\[?\d{4}[-/]\d\d[-/]\d\d[ T_]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?\]?(?:\s*[|:-])?\s?/;

/** A level with what its logger writes before it, and one separator behind it. */
const levelPattern =
  /^[^{}]{0,80}?\b(?:DEBUG|INFO|NOTICE|WARNING|WARN|ERROR)\b(?:\|[^\]]{0,60}\] [\d-]{10} [\d:,.]{8,15} >>|\s*[|:\]>-]+)?\s?/;

/** What stands behind the level: `root:` of Python's default format, `__main__:train:45 - ` of loguru. */
const placePattern = /^(?:[\w.<>-]{1,60}:(?=\S)(?!\/)[\w.<>]{1,60}:\d{1,6} - |[\w.]{1,60}:(?=[^\s\d]))/;

/** glog: `I0501 12:00:00.123456 1234 solver.cpp:33] `. */
const glogPattern = /^[IWEF]\d{4} [\d:.]{8,15}\s+\d+ [^\]]{1,60}\] /;

/** Column at which the message of a logged line begins: behind time, level and place, its own indentation kept. */
export function messageStart(text: string): number {
  const glog = glogPattern.exec(text);
  if (glog !== null) return glog[0].length;
  const level = levelPattern.exec(text);
  if (level === null) return timePattern.exec(text)?.[0].length ?? 0;
  const at = level[0].length;
  return at + (placePattern.exec(text.slice(at))?.[0].length ?? 0);
}
