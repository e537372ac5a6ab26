// `npm start`: from a fresh clone to the site at an address, in one command.
import { continueInNode, installDependencies } from './setup/dependencies.mjs';

installDependencies();
continueInNode('scripts/start.ts');
