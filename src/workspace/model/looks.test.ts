import { expect, test } from 'vitest';

import { propsIn } from '../../../testing/bench-part.tsx';
import { browserStore } from '../../progress/index.ts';
import { createRuntimePool } from '../../runtimes/pool/pool.ts';
import { browserEnv } from './env.ts';
import { Model } from './model.ts';

const ROW = { message: 'Certificate', from: 'client', nth: 2 } as const;

function modelOf(): Model {
  const props = propsIn('en');
  return new Model(props, browserEnv(props, browserStore, createRuntimePool()));
}

test('a row is shown where something has crossed the wire, and else it is said what to do first', () => {
  const model = modelOf();
  model.showRow(ROW);
  expect(model.looks.row.value).toBeUndefined();
  expect(model.wireShown.value).toBe(false);
  const { workspace } = model.props.strings;
  expect(model.tools.said.value?.words(workspace)).toBe(workspace.wire.first);
});

test('the same row can be asked for again', () => {
  const { looks } = modelOf();
  looks.show(ROW);
  const first = looks.row.value!.nonce;
  looks.leaveRow();
  looks.show(ROW);
  expect(looks.row.value).toEqual({ ...ROW, nonce: first + 1 });
});
