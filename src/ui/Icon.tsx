import arrowRight from 'lucide-static/icons/arrow-right.svg?raw';
import check from 'lucide-static/icons/list-checks.svg?raw';
import chevronDown from 'lucide-static/icons/chevron-down.svg?raw';
import chevronUp from 'lucide-static/icons/chevron-up.svg?raw';
import circle from 'lucide-static/icons/circle.svg?raw';
import circleCheck from 'lucide-static/icons/circle-check.svg?raw';
import circleMinus from 'lucide-static/icons/circle-minus.svg?raw';
import circleX from 'lucide-static/icons/circle-x.svg?raw';
import ellipsis from 'lucide-static/icons/ellipsis.svg?raw';
import hint from 'lucide-static/icons/lightbulb.svg?raw';
import hourglass from 'lucide-static/icons/hourglass.svg?raw';
import key from 'lucide-static/icons/key-round.svg?raw';
import loader from 'lucide-static/icons/loader-circle.svg?raw';
import maximize from 'lucide-static/icons/maximize-2.svg?raw';
import minimize from 'lucide-static/icons/minimize-2.svg?raw';
import play from 'lucide-static/icons/play.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import reset from 'lucide-static/icons/rotate-ccw.svg?raw';
import shield from 'lucide-static/icons/shield.svg?raw';
import shieldCheck from 'lucide-static/icons/shield-check.svg?raw';
import shieldX from 'lucide-static/icons/shield-x.svg?raw';
import square from 'lucide-static/icons/square.svg?raw';
import triangle from 'lucide-static/icons/triangle-alert.svg?raw';
import x from 'lucide-static/icons/x.svg?raw';

const ICONS = {
  'arrow-right': arrowRight,
  check,
  'chevron-down': chevronDown,
  'chevron-up': chevronUp,
  circle,
  'circle-check': circleCheck,
  'circle-minus': circleMinus,
  'circle-x': circleX,
  ellipsis,
  hint,
  hourglass,
  key,
  loader,
  maximize,
  minimize,
  play,
  plus,
  reset,
  shield,
  'shield-check': shieldCheck,
  'shield-x': shieldX,
  square,
  triangle,
  x,
};
export type IconName = keyof typeof ICONS;

const shapeOf = (svg: string): string => svg.replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, '');

/** An icon beside words that say the same: hidden from screen readers. The markup is the icon set's own. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      class="ws-icon"
      data-icon={name}
      viewBox="0 0 24 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      dangerouslySetInnerHTML={{ __html: shapeOf(ICONS[name]) }}
    />
  );
}
