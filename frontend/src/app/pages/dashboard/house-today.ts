import type { Overview } from '@api/overview';
import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Online } from '../../platform/online.ts';
import { Button } from '../../platform/ui/button.ts';
import { Dot } from '../../platform/ui/avatar.ts';
import { Loaded } from '../../platform/ui/loaded.ts';
import { Section } from '../../platform/ui/page.ts';
import { Row } from '../../platform/ui/row.ts';
import { HealthList } from './health-list.ts';
import { figuresOf, tasksOf } from './house.ts';
import { remembered } from '../../platform/remembered.ts';

const EVERY = 60_000;
const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Today of an administrator: what waits for them, how large the house is, whether all of it works. */
@Component({
  selector: 'app-house-today',
  imports: [Section, Loaded, Row, Dot, Button, HealthList, RouterLink],
  templateUrl: './house-today.html',
  host: { class: 'block' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HouseToday {
  protected readonly overview = remembered<Overview>(() => '/api/admin/overview');
  /** Offline the shell says it already. */
  protected readonly online = inject(Online).online;
  protected readonly days = DAYS;
  protected readonly tasks = computed(() => (this.overview.hasValue() ? tasksOf(this.overview.value()) : []));
  protected readonly figures = computed(() =>
    this.overview.hasValue() ? figuresOf(this.overview.value()) : [],
  );

  constructor() {
    const timer = setInterval(() => this.overview.reload(), EVERY);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
