import type { ComponentChildren } from 'preact';

import { Icon } from '../../ui/Icon.tsx';
import './notices.css';

interface Props {
  /** `trouble` has its own sign and edge; nothing is told by colour alone. */
  tone?: 'calm' | 'trouble';
  children: ComponentChildren;
  /** Its buttons. */
  actions?: ComponentChildren;
  close?: { label: string; onClick(): void };
}

/** A calm line of news in the bench, with what can be done about it; it takes no focus and blocks nothing. */
export function Bar({ tone = 'calm', children, actions, close }: Props) {
  return (
    <div class="ws-notice" data-tone={tone}>
      {tone === 'trouble' && <Icon name="triangle" />}
      <div class="ws-notice-text">{children}</div>
      {actions && <div class="ws-notice-actions">{actions}</div>}
      {close && (
        <button type="button" class="ws-close" aria-label={close.label} onClick={close.onClick}>
          <Icon name="x" />
        </button>
      )}
    </div>
  );
}
