import { ChangeDetectionStrategy, Component, signal } from '@angular/core';
import { Button, IconButton } from '../button.ts';
import { Checkbox, Switch } from '../checkbox.ts';
import { Search } from '../field.ts';
import { Icon } from '../icon.ts';
import { ICONS } from '../icons.ts';
import type { IconName } from '../icons.ts';
import { Segmented } from '../segmented.ts';
import { Tabs } from '../tabs.ts';
import { Tip } from '../tooltip.ts';
import { Both } from './both.ts';

@Component({
  selector: 'app-control-specimens',
  imports: [Both, Button, IconButton, Icon, Tip, Segmented, Tabs, Checkbox, Switch, Search],
  templateUrl: './control-specimens.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ControlSpecimens {
  protected readonly icons = Object.keys(ICONS) as IconName[];
  protected readonly view = signal('week');
  protected readonly views = [
    { value: 'day', label: 'Day' },
    { value: 'week', label: 'Week' },
    { value: 'list', label: 'List' },
  ];
  protected readonly tabs = [
    { label: 'Overview', link: '/ui' },
    { label: 'Materials', link: '/ui', query: { tab: 'materials' }, count: 34 },
    { label: 'Recordings', link: '/ui', query: { tab: 'recordings' } },
    { label: 'People', link: '/ui', query: { tab: 'people' } },
    { label: 'Meetings', link: '/ui', query: { tab: 'meetings' } },
  ];
  protected readonly on = signal(true);
  protected readonly off = signal(false);
  protected readonly query = signal('data');
}
