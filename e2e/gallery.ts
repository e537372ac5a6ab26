import * as editor from './editor/site.ts';
import * as webcontainer from './webcontainer/site.ts';
import * as workspace from './workspace/site.ts';

// `npm run gallery`: the pages that browser tests use, for eyes, until ctrl-C.
console.log('Building the pages ...');
await editor.buildPages();
await workspace.buildPages();
await webcontainer.buildPage();
const [editors, benches, runtimes] = [
  await editor.servePages(),
  await workspace.servePages(),
  await webcontainer.serveSite(),
];

for (const lang of ['en', 'ko']) {
  console.log(`The editor alone:      ${editors.url}/${lang}/`);
  console.log(`A bench, any program:  ${benches.url}/${lang}/`);
}
console.log(`- without a machine:   ${benches.url}/en/?missing`);
console.log(`- still downloading:   ${benches.url}/en/?slow`);
console.log(`- short of memory:     ${benches.url}/en/?little`);
console.log(`- with a new starter:  ${benches.url}/en/?updated`);
console.log(`Runtimes, by console:  ${runtimes.url}`);
console.log('Press ctrl-C to stop.');
