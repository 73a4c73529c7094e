/** One announcement at most in this time: a training that moves fast must not talk over everything else. */
const pauseMs = 10_000;

/** Says a text to screen readers when it changes; the first one is not news, it is what the page opens with. */
export function announcer(region: HTMLElement): (text: string | undefined) => void {
  let said: string | undefined;
  let waiting: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function say(): void {
    timer = undefined;
    if (waiting === undefined || waiting === said) return;
    said = waiting;
    region.textContent = waiting;
    timer = setTimeout(say, pauseMs);
  }
  return (text) => {
    if (text === undefined) return;
    if (said === undefined) {
      said = text;
      return;
    }
    waiting = text;
    if (timer === undefined) say();
  };
}
