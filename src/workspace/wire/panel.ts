/** All that reads and shows a recording, to be loaded when it is wanted first. */
export { openFile, openHex } from './open.ts';
export { Save } from './Save.tsx';
export { WireView } from './WireView.tsx';
