/** What has changed in a class; whoever is told reads what it needs. */
export interface Change {
  classId: string;
  what: 'work' | 'submission' | 'grade' | 'comment' | 'class' | 'roster' | 'announcement' | 'deleted';
  /** The pupil concerned, where it is one. */
  userId?: string;
  /** Of the newest event, where it is work. */
  seq?: number;
}
