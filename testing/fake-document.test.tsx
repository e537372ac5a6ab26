import { useEffect, useState } from 'preact/hooks';
import { expect, test } from 'vitest';

import { draw } from './fake-document.ts';

function Counter() {
  const [count, setCount] = useState(0);
  const [live, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  return (
    <div>
      <p>{live ? `${count} pressed` : 'still'}</p>
      <button type="button" onClick={() => setCount(count + 1)} disabled={count > 1}>
        More
      </button>
    </div>
  );
}

test('a component is drawn, has its effects, hears presses, and goes', async () => {
  const drawn = await draw(<Counter />);
  expect(drawn.text).toBe('0 pressedMore');
  await drawn.press('More');
  await drawn.press('More');
  expect(drawn.all('p')[0]!.textContent).toBe('2 pressed');
  await expect(drawn.press('More')).rejects.toThrow('disabled');
  await expect(drawn.press('Less')).rejects.toThrow('no button says');
  await drawn.close();
  expect([drawn.text, 'document' in globalThis]).toEqual(['', false]);
});
