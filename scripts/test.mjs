// `npm test`: everything that is held to be true of the project, in one command, also on a fresh machine.
import { continueInNode, installDependencies } from './setup/dependencies.mjs';

installDependencies();
continueInNode('scripts/test/index.ts');
