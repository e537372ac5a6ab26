import { formatProblems } from '../src/course/disk/problem.ts';
import { olderSections } from '../src/course/disk/translation/translated.server.ts';
import { validateCourse } from '../src/course/disk/validate.server.ts';
import { inProject } from '../src/project.server.ts';

const problems = await validateCourse(inProject());
if (problems.length > 0) {
  console.error(formatProblems(problems));
  console.error(`\nThe course has ${problems.length === 1 ? 'one mistake' : `${problems.length} mistakes`}.`);
  process.exitCode = 1;
} else {
  console.log('The course is whole: every lesson, exercise and check fits together.');
}

const older = await olderSections();
if (older.length > 0) console.log(`\nTo be looked at in translation:\n${formatProblems(older)}`);
