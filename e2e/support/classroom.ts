/** A name that stands for another computer's: the one under which a class opens what one of them serves. */
export const CLASSROOM = 'classroom.test';
