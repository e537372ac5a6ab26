import type { Who } from '../rules/roles.ts';
import { changePassword, showAccount } from './acts/account.ts';
import { create, projector, showClass } from './acts/class.ts';
import * as entrance from './acts/entrance.ts';
import { gradebook } from './acts/gradebook.ts';
import { acceptInvitation, invite, showInvitation } from './acts/invitation.ts';
import { comeBack, join, showJoin, showReturn } from './acts/joining.ts';
import { live } from './acts/live.ts';
import * as owner from './acts/owner.ts';
import * as lti from './acts/lti.ts';
import * as ltiClass from './acts/lti-class.ts';
import * as passkeys from './acts/passkeys.ts';
import * as pupil from './acts/pupil.ts';
import { exportRoster, importRoster } from './acts/roster.ts';
import { changeSettings, deleteClass, settings } from './acts/settings.ts';
import * as university from './acts/university.ts';
import { takeWork, whereTo } from './acts/work.ts';
import type { Answer } from './http/answer.ts';
import type { Ask, ClassAsk } from './http/ask.ts';
import { BACK } from './university/provider.ts';

/** An address, who may call it, and what answers. `:name` in a path is one segment; `:lang` and `:class` have a meaning. */
export interface Route {
  method: 'GET' | 'POST';
  path: string;
  who: Who;
  handle: (ask: Ask) => Promise<Answer>;
  /** Whether pages of other sites may post to it. */
  crossSite?: true;
}

const OWNER = { site: ['owner'] } as const;
const STAFF = { site: ['owner', 'teacher'] } as const;

type Handle = (ask: Ask) => Promise<Answer>;

const get = (path: string, who: Who, handle: Handle): Route => ({ method: 'GET', path, who, handle });
const post = (path: string, who: Who, handle: Handle): Route => ({ method: 'POST', path, who, handle });
/**
 * What a learning platform's page posts, as LTI 1.3 has it: the only writes that come from elsewhere. Neither does anything
 * in the name of whoever is logged in. A login only begins; a launch is believed for the platform's signature, and only in
 * the browser in which it began (acts/lti.ts).
 */
const postFromPlatform = (path: string, handle: Handle): Route => ({
  ...post(path, 'everybody', handle),
  crossSite: true,
});
const TEACHER = { inClass: ['teacher'] } as const;
const TEACHERS = { inClass: ['teacher', 'assistant'] } as const;
const MEMBERS = { inClass: ['teacher', 'assistant', 'pupil'] } as const;
const PUPIL = { inClass: ['pupil'] } as const;

/** What is told by `who` only: within a class there are a class and a member. */
const within =
  (handle: (ask: ClassAsk) => Promise<Answer>): Handle =>
  ask =>
    handle(ask as ClassAsk);

/** Everything that answers beside the site's files; whatever is not here is not there. */
export const ROUTES: readonly Route[] = [
  get('/healthz', 'everybody', owner.healthz),
  get('/metrics', OWNER, owner.metrics),

  get('/lti/keys', 'everybody', lti.keys),
  get('/lti/login', 'everybody', lti.login),
  postFromPlatform('/lti/login', lti.login),
  postFromPlatform('/lti/launch', lti.launch),
  post('/lti/choose', 'everybody', lti.choose),

  get('/class/', 'everybody', entrance.byLanguage),
  get('/:lang/class/', 'everybody', entrance.home),
  get('/:lang/class/set-up/', 'everybody', entrance.showSetUp),
  post('/:lang/class/set-up/', 'everybody', entrance.setUp),
  get('/:lang/class/invited/', 'everybody', showInvitation),
  post('/:lang/class/invited/', 'everybody', acceptInvitation),
  get('/:lang/class/log-in/', 'everybody', entrance.showLogIn),
  post('/:lang/class/log-in/', 'everybody', entrance.logIn),
  post('/:lang/class/log-out/', 'logged-in', entrance.logOut),
  get('/:lang/class/join/', 'everybody', showJoin),
  post('/:lang/class/join/', 'everybody', join),
  get('/:lang/class/return/', 'everybody', showReturn),
  post('/:lang/class/return/', 'everybody', comeBack),

  get(BACK, 'everybody', university.comeBack),
  get('/:lang/class/university/', 'everybody', university.goThere),
  get('/:lang/class/university/failed/', 'everybody', university.showFailed),
  get('/:lang/class/university/log-out/', 'everybody', university.logOutThere),
  post('/api/class/passkeys/challenge', 'everybody', passkeys.challenge),
  post('/api/class/passkeys/log-in', 'everybody', passkeys.logIn),
  post('/api/class/passkeys/offer', STAFF, passkeys.offer),
  post('/api/class/passkeys/add', STAFF, passkeys.add),
  post('/:lang/class/account/passkeys/', STAFF, passkeys.remove),

  get('/:lang/class/people/', OWNER, ask => owner.showPeople(ask)),
  post('/:lang/class/people/', OWNER, invite),
  post('/:lang/class/people/:user/dismiss/', OWNER, owner.dismiss),
  post('/:lang/class/people/:user/reset/', OWNER, invite),
  get('/:lang/class/account/', STAFF, showAccount),
  post('/:lang/class/account/', STAFF, changePassword),

  get('/api/class/', 'logged-in', whereTo),
  post('/api/class/:class/work', PUPIL, within(takeWork)),

  post('/:lang/class/new/', STAFF, create),
  get('/:lang/class/:class/', MEMBERS, within(showClass)),
  get('/:lang/class/:class/projector/', TEACHERS, within(projector)),
  get('/:lang/class/:class/live/', TEACHERS, within(live)),
  get('/:lang/class/:class/grades.csv/', TEACHERS, within(gradebook)),
  get('/:lang/class/:class/roster.csv/', TEACHER, within(exportRoster)),
  post('/:lang/class/:class/roster/', TEACHER, within(importRoster)),
  get(
    '/:lang/class/:class/settings/',
    TEACHER,
    within(ask => settings(ask)),
  ),
  post('/:lang/class/:class/settings/', TEACHER, within(changeSettings)),
  post('/:lang/class/:class/platform/', TEACHER, within(ltiClass.askPlatform)),
  post('/:lang/class/:class/delete/', TEACHER, within(deleteClass)),
  get(
    '/:lang/class/:class/pupils/:pupil/',
    TEACHERS,
    within(ask => pupil.showPupil(ask)),
  ),
  post('/:lang/class/:class/pupils/:pupil/comment/', TEACHERS, within(pupil.comment)),
  post('/:lang/class/:class/pupils/:pupil/override/', TEACHER, within(pupil.override)),
  post('/:lang/class/:class/pupils/:pupil/grade-again/', TEACHER, within(pupil.gradeAgain)),
  post('/:lang/class/:class/pupils/:pupil/phrase/', TEACHER, within(pupil.resetPhrase)),
  post('/:lang/class/:class/pupils/:pupil/delete/', TEACHER, within(pupil.deletePupil)),
  get('/:lang/class/:class/pupils/:pupil/all-held/', TEACHER, within(pupil.exportPupil)),
];
