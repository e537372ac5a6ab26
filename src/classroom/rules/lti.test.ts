import { expect, test } from 'vitest';

import { platformOrigin, roleFrom } from './lti.ts';

const VOCAB = 'http://purl.imsglobal.org/vocab/lis/v2/';
const membership = (name: string): string => `${VOCAB}membership#${name}`;
const assistant = `${VOCAB}membership/Instructor#TeachingAssistant`;

test.each([
  [[membership('Learner')], 'pupil'],
  [['Learner'], 'pupil'],
  [[membership('Instructor')], 'teacher'],
  [[membership('Learner'), membership('Instructor')], 'teacher'],
  [[membership('Instructor'), assistant], 'assistant'],
  [[`${VOCAB}institution/person#Instructor`], undefined],
  [[`${VOCAB}system/person#Administrator`, membership('Administrator')], undefined],
  [[membership('Mentor')], undefined],
  [['http://elsewhere.example/membership#Instructor'], undefined],
  [[], undefined],
])('%s in a course is %s in its class', (roles, role) => {
  expect(roleFrom(roles)).toBe(role);
});

test('a platform is asked by https, or at this very computer', () => {
  expect(platformOrigin('https://lms.example/a?b')).toBe('https://lms.example');
  expect(platformOrigin('http://127.0.0.1:8080/')).toBe('http://127.0.0.1:8080');
  for (const address of [
    'http://lms.example/',
    'http://127.0.0.1.lms.example/',
    'https://a@lms.example',
    'file:///etc',
    '',
  ])
    expect(platformOrigin(address), address).toBeUndefined();
});
