import { describe, expect, test } from 'vitest';

import { afterCheck, afterWork, commonMistakes } from './board.ts';
import { rosterFrom, toCsv } from './csv.ts';
import { dueFor, lateBy } from './deadline.ts';
import { joinCodeFrom, newJoinCode, shownJoinCode } from './join-code.ts';
import { nameFrom, nameKey, textFrom } from './names.ts';
import { isOpenAt } from './opening.ts';
import { newPassPhrase, passPhraseFrom } from './pass-phrase.ts';
import { judge } from './roles.ts';
import { countedFor, verdictOf, type Verdict } from './verdict.ts';

describe('a name', () => {
  test('is kept composed (NFC), trimmed and with single spaces', () => {
    expect(nameFrom('  김민수  ')).toBe('김민수'.normalize('NFC'));
    expect(nameFrom('Ann   B')).toBe('Ann B');
  });

  test('is refused where it is empty, over 60 characters, or holds what nobody sees or what turns text around', () => {
    const bad = ['', '   ', 'a'.repeat(61), 'a\u0000b', 'a\nb', 'a\u200bb', 'a\u202eb', '\ufeff'];
    expect(bad.map(nameFrom)).toEqual(bad.map(() => undefined));
    expect(nameFrom('\u{20000}'.repeat(60))).toHaveLength(120);
  });

  test('is the same in another case or width', () => {
    expect(nameKey('ＡＮＮ')).toBe(nameKey('ann'));
  });
});

test('what is written to others keeps its lines, and holds no other control characters', () => {
  expect(textFrom(' one\r\ntwo\t3 ')).toBe('one\ntwo\t3');
  expect([textFrom(' '), textFrom('a\u0007'), textFrom('x'.repeat(4001))]).toEqual([undefined, undefined, undefined]);
});

describe('a join code', () => {
  test('is read in any case, with or without its hyphen, also as full-width letters', () => {
    const code = newJoinCode();
    expect(
      [shownJoinCode(code), code.toLowerCase(), ` ${shownJoinCode(code).replace('-', ' – ')} `].map(joinCodeFrom),
    ).toEqual(Array.from({ length: 3 }, () => code));
    expect(joinCodeFrom('ＡＣＤＥ-ＦＧＨＪ')).toBe('ACDEFGHJ');
  });

  test('has no letters that are taken for each other, and is nothing else', () => {
    const drawn = new Set(Array.from({ length: 500 }, () => newJoinCode()).join(''));
    expect([...'0O1ILZ2S5B8UV'].filter(letter => drawn.has(letter))).toEqual([]);
    expect(['', 'ACDEFGH', 'ACDEFGHJK', 'ACDEFGH0'].map(joinCodeFrom)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a pass phrase', () => {
  test.each(['en', 'ko'])('in %s has four words of 2048, which is 44 bits', lang => {
    const below: number[] = [];
    const phrase = newPassPhrase(lang, most => {
      below.push(most);
      return 7;
    });
    expect(below).toEqual([2048, 2048, 2048, 2048]);
    expect(phrase.split(' ')).toHaveLength(4);
  });

  test('is the same however it was typed: case, hyphens, spaces, Hangul in parts', () => {
    const phrase = newPassPhrase('ko', below => below - 1);
    expect(passPhraseFrom(` ${phrase.normalize('NFD').replaceAll(' ', '  ')} `)).toBe(phrase);
    expect(passPhraseFrom('Zoo-Zoo, ZOO zoo.')).toBe('zoo zoo zoo zoo');
  });
});

describe('a deadline', () => {
  test('is the class’s, or later by an extension, never earlier', () => {
    expect(dueFor({ due: 100 })).toBe(100);
    expect(dueFor({ due: 100, extended: 200 })).toBe(200);
    expect(dueFor({ due: 100, extended: 50 })).toBe(100);
    expect(dueFor({ due: null, extended: 50 })).toBeNull();
  });

  test('is kept up to its very millisecond', () => {
    expect([lateBy(100, { due: 100 }), lateBy(101, { due: 100 }), lateBy(1e9, { due: null })]).toEqual([0, 1, 0]);
  });
});

describe('CSV', () => {
  test('goes out as RFC 4180 has it, with a mark that it is UTF-8', () => {
    expect(toCsv([['a"b', 'c,d', 'e\nf', 1, null]])).toBe('\ufeff"a""b","c,d","e\nf",1,\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('does not let %j become a formula', cell => {
    expect(toCsv([[cell]]).replace(/^\ufeff"?/, '')).toMatch(/^'/);
  });

  test('comes in with or without a header, byte order mark or semicolons, each name once', () => {
    const rows = '\ufeff이름;반\r\n김민수;1\r\n"Lee, Ann";1\r\n김민수;2\r\n\r\n\u0007;1\r\n';
    expect(rosterFrom(rows)).toEqual({ names: ['김민수', 'Lee, Ann'], refused: [4, 5] });
  });

  test('gives a name that looked like a formula back as it was', () => {
    expect(rosterFrom(toCsv([['=Ann'], ['Ben']]))?.names).toEqual(['=Ann', 'Ben']);
  });

  test('is refused where it is none, or longer than a class', () => {
    expect(rosterFrom('"open')).toBeUndefined();
    expect(rosterFrom(Array.from({ length: 1001 }, (_, at) => `n${at}`).join('\n'))).toBeUndefined();
  });
});

describe('a board', () => {
  const report = (...statuses: string[]) => ({
    passed: statuses.length > 0 && statuses.every(status => status === 'pass'),
    total: 2,
    results: statuses.map((status, at) => ({ id: `c${at}`, status })),
  });

  test('tells on which check somebody is stuck, from the first time that it failed', () => {
    let cell = afterWork(undefined, 1);
    cell = afterCheck(cell, report('pass', 'fail'), 2);
    cell = afterCheck(cell, report('pass', 'fail'), 9);
    expect(cell).toEqual({ state: 'tried', passed: 1, total: 2, at: 9, stuck: { check: 'c1', since: 2 } });
    expect(afterCheck(cell, report('fail', 'pass'), 10).stuck).toEqual({ check: 'c0', since: 10 });
  });

  test('keeps a lesson passed, whatever is tried after', () => {
    const passed = afterCheck(undefined, report('pass', 'pass'), 1);
    expect(passed).toEqual({ state: 'passed', passed: 2, total: 2, at: 1 });
    expect(afterCheck(passed, report('fail', 'pass'), 2)).toMatchObject({ state: 'passed', passed: 2 });
    expect(afterWork(passed, 3).state).toBe('passed');
  });

  test('takes a report without results for no pass, and one of a check alone for no count', () => {
    expect(afterCheck(undefined, report(), 1).state).toBe('tried');
    const cell = afterCheck(undefined, report('pass', 'fail'), 1);
    const alone = { passed: false, total: 2, results: [{ id: 'c1', status: 'fail' }] };
    expect(afterCheck(cell, alone, 5)).toMatchObject({ passed: 1, total: 2, stuck: { check: 'c1', since: 1 } });
  });

  test('counts the commonest mistakes first, by check and outcome', () => {
    const stuck = (check: string, outcome?: string) => ({
      lesson: 'echo',
      cell: {
        state: 'tried',
        passed: 0,
        total: 1,
        at: 1,
        stuck: { check, since: 1, ...(outcome && { outcome }) },
      } as const,
    });
    const free = { lesson: 'echo', cell: afterWork(undefined, 1) };
    expect(commonMistakes([stuck('a'), stuck('b', 'x'), stuck('b', 'x'), stuck('b', 'y'), free])).toEqual([
      { lesson: 'echo', check: 'b', outcome: 'x', pupils: 2 },
      { lesson: 'echo', check: 'a', pupils: 1 },
      { lesson: 'echo', check: 'b', outcome: 'y', pupils: 1 },
    ]);
  });
});

describe('what was handed in', () => {
  const of = (...statuses: Verdict[]) => statuses.map((status, at) => ({ status, seq: at + 1 }));

  test('stays verified whatever is handed in after, and is else what became of the newest', () => {
    expect(verdictOf([])).toBeUndefined();
    expect(verdictOf(of('not_verified', 'error', 'queued').reverse())).toBe('queued');
    expect(verdictOf(of('not_verified', 'verified', 'not_verified'))).toBe('verified');
  });

  test('counts as of the first that is verified, so that a forged pass keeps no place before a deadline', () => {
    expect(countedFor(of('not_verified', 'verified', 'verified').reverse())?.seq).toBe(2);
    expect(countedFor(of('not_verified', 'queued').reverse())?.seq).toBe(1);
    expect(countedFor([])).toBeUndefined();
  });
});

test('a chapter is open unless it is said to be closed, from and until the very moment', () => {
  const openings = [
    { chapter: 'a', opensAt: 5, closesAt: 9 },
    { chapter: 'b', opensAt: null, closesAt: 9 },
  ];
  expect([4, 5, 8, 9].map(now => isOpenAt(openings, 'a', now))).toEqual([false, true, true, false]);
  expect([0, 9].map(now => isOpenAt(openings, 'b', now))).toEqual([true, false]);
  expect(isOpenAt(openings, 'c', 9)).toBe(true);
});

test('who is no member of a class does not learn that it is there, not even the owner of the server', () => {
  const who = { inClass: ['teacher'] } as const;
  expect(judge(who, { site: 'owner' })).toBe('not-there');
  expect(judge(who, { site: 'pupil', inClass: 'pupil' })).toBe('may-not');
  expect(judge(who, {})).toBe('log-in');
});
