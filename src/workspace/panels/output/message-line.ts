const FRAME = /^\s+at /;

/**
 * Where the message of the last thrown error begins in what a program wrote, in UTF-16 units: the unindented line above
 * the last stack, which Node writes as "name: message" and one "    at ..." for each frame. Undefined without a stack.
 */
export function messageBeforeStack(text: string): number | undefined {
  const lines = text.split('\n');
  const frame = lines.findLastIndex((line, at) => FRAME.test(line) && !FRAME.test(lines[at - 1] ?? ''));
  if (frame < 0) return undefined;
  const message = lines.slice(0, frame).findLastIndex(line => /^\S/.test(line));
  return lines.slice(0, Math.max(0, message)).reduce((length, line) => length + line.length + 1, 0);
}
