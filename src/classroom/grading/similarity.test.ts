import { describe, expect, it } from 'vitest';

import { exerciseSlugs, loadLesson } from '../../course/disk/load.server.ts';
import { nearFrom, nearTo, similarity } from './similarity.ts';
import { tokensOf } from './tokens.ts';

const lesson = await loadLesson('merkle');
const { solution, starter } = lesson;
const entry = lesson.exercise.entry;

/** The same files with the text of the answer changed. */
const changed = (change: (text: string) => string) => ({ ...solution, [entry]: change(solution[entry]!) });

/** Every name that the answer gives, given another. */
function renamed(text: string): string {
  const names = new Set([...text.matchAll(/\b(?:const|let|function)\s+(\w+)/g)].map(match => match[1]!));
  return text.replaceAll(/(?<!\.)\b[A-Za-z_]\w*\b/g, word => (names.has(word) ? `${word}Of7` : word));
}

/** Its top-level declarations the other way around. */
function reordered(text: string): string {
  return text
    .split(/\n(?=(?:\/\*\*|export |function |const |import ))/)
    .reverse()
    .join('\n');
}

describe('two answers', () => {
  it('are as near as can be when only names, layout, comments and quotes differ', () => {
    const other = changed(text =>
      renamed(text)
        .replaceAll("'", '"')
        .replaceAll(/\n\s*\/\/.*/g, '')
        .replaceAll('\n', '\n\n'),
    );
    expect(other[entry]).not.toBe(solution[entry]);
    expect(similarity(solution, other, starter)).toBe(1);
  });

  it('are near when functions stand in another order', () => {
    const other = changed(reordered);
    expect(other[entry]).not.toBe(solution[entry]);
    expect(similarity(solution, other, starter)).toBeGreaterThan(nearFrom(lesson)!);
    expect(similarity(other, solution, starter)).toBe(similarity(solution, other, starter));
  });

  it('are far apart when each has thought for itself', () => {
    for (const other of lesson.also.values()) expect(similarity(solution, other, starter)).toBeLessThan(0.5);
  });

  it('cannot be compared where there is hardly anything that is not the starter’s', () => {
    expect(similarity(starter, starter, starter)).toBeUndefined();
    expect(similarity(solution, starter, starter)).toBeUndefined();
  });

  it('are compared as far as they can be read', () => {
    expect(tokensOf('const a = 1; const b = "')).toEqual(['const', 'name', '=', 'number', 'const', 'name', '=']);
    expect(similarity(solution, { [entry]: '\u0000 "' }, starter)).toBeUndefined();
  });
});

describe('near-equal answers of a class', () => {
  it('are told of whoever handed them in, the nearest first, and of nobody else', () => {
    const own = [...lesson.also.entries()].map(([id, files]) => ({ id, files }));
    const others = [{ id: 'c', files: changed(reordered) }, ...own, { id: 'b', files: changed(renamed) }];
    const near = nearTo(lesson, solution, others);
    expect(near.toSorted()).toEqual(['b', 'c']);
    const [first, last] = near.map(id => similarity(solution, others.find(one => one.id === id)!.files, starter)!);
    expect(first).toBeGreaterThanOrEqual(last!);
  });

  it('are not told of a lesson that leaves no room to differ', async () => {
    const small = await loadLesson('echo');
    expect(nearFrom(small)).toBeUndefined();
    expect(nearTo(small, small.solution, [{ id: 'a', files: small.solution }])).toEqual([]);
  });

  it('are told of most lessons, and never of two right answers that the course has', async () => {
    const lessons = await Promise.all((await exerciseSlugs()).map(slug => loadLesson(slug)));
    const roomy = lessons.filter(one => nearFrom(one) !== undefined);
    expect(roomy.length).toBeGreaterThan(lessons.length / 2);
    for (const one of roomy) {
      const right = [['solution', one.solution] as const, ...one.also].map(([id, files]) => ({ id, files }));
      right.forEach(({ files }, at) => {
        expect(nearTo(one, files, right.slice(at + 1))).toEqual([]);
      });
    }
  });
});
