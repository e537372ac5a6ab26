import { Asked, Replaced } from './Asked.tsx';
import { ClockNews } from './ClockNews.tsx';
import { Damaged, StoreTrouble } from './StoreNews.tsx';
import { Linked } from './Linked.tsx';
import { Predict } from './Predict.tsx';
import { Said } from './Said.tsx';
import { FetchTrouble, MachineTrouble } from './Troubles.tsx';
import { Conflict, LeftOver, Outdated } from './VersionNews.tsx';

/** All news of the bench, each only while it is true; announced politely. */
export function Notices() {
  return (
    <div class="ws-notices" role="status">
      <MachineTrouble />
      <FetchTrouble />
      <StoreTrouble />
      <ClockNews />
      <Linked />
      <Conflict />
      <Damaged />
      <Outdated />
      <LeftOver />
      <Asked />
      <Replaced />
      <Said />
      <Predict />
    </div>
  );
}
