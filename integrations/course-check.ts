import { relative, sep } from 'node:path';

import type { AstroIntegration } from 'astro';
import { AstroError } from 'astro/errors';

import { formatProblems, type Problem } from '../src/course/disk/problem.ts';
import { validateCourse } from '../src/course/disk/validate.server.ts';
import { inProject } from '../src/project.server.ts';
import { problemsPage } from './problems-page.ts';

const WATCHED = ['content', 'lessons'];

/**
 * Holds the course to its rules: a build with a mistake in it fails with file and line; the development server
 * shows the mistakes in place of every page, and the page again once they are mended.
 */
export function courseCheck(): AstroIntegration {
  return {
    name: 'handshake:course-check',
    hooks: {
      'astro:config:setup': async ({ command }) => {
        if (command !== 'build') return;
        const problems = await validateCourse(inProject());
        if (problems.length === 0) return;
        throw new AstroError(
          `The course has mistakes:\n${formatProblems(problems)}`,
          'Mend them, or run `node scripts/validate-course.ts` to see only this list.',
        );
      },

      'astro:server:setup': async ({ server, logger }) => {
        let problems: Problem[] = [];
        let checks = 0;
        const check = async () => {
          const mine = ++checks;
          const found = await validateCourse(inProject());
          if (mine !== checks) return; // a newer look is on its way
          const changed = formatProblems(found) !== formatProblems(problems);
          problems = found;
          if (problems.length > 0) logger.error(`the course has mistakes:\n${formatProblems(problems)}`);
          else if (changed) logger.info('the course is whole again');
          if (changed) server.ws.send({ type: 'full-reload' });
        };
        server.watcher.add(WATCHED.map(folder => inProject(folder)));
        server.watcher.on('all', (_event, path) => {
          if (WATCHED.includes(relative(inProject(), path).split(sep)[0]!))
            void check().catch(error => logger.error(String(error)));
        });
        server.middlewares.use((request, response, next) => {
          if (problems.length === 0 || !request.headers.accept?.includes('text/html')) return next();
          response.writeHead(500, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
          response.end(problemsPage(problems));
        });
        await check();
      },
    },
  };
}
