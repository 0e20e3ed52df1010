import type { Meeting } from '@api/meetings';
import type { StudyGroup } from '@api/study-groups';
import type { Occurrence } from '@api/timetable';
import { computed, DestroyRef, inject, Injectable } from '@angular/core';
import { Clock } from '../../platform/clock.ts';
import { Live } from '../../platform/live.ts';
import { AuthService } from '../../platform/session.ts';
import { callOf, nextAfter, nowOf, planDay } from './day.ts';
import { remembered } from '../../platform/remembered.ts';

const DAY = 86_400_000;
/** Several events of one cause become one question. */
const TOGETHER = 400;

interface Items<T> {
  readonly items: readonly T[];
}

/** What the first screen of a student or lecturer is made of; it follows the shared socket. */
@Injectable()
export class Today {
  private readonly clock = inject(Clock);
  private readonly live = inject(Live);
  private readonly auth = inject(AuthService);
  private readonly mine = computed(() => this.auth.user()?.role !== 'admin');
  private readonly day = computed(() => this.clock.isoDay(this.clock.minute()));
  private readonly span = computed(() => {
    const noon = Date.parse(`${this.day()}T12:00:00Z`);
    const on = (days: number) => new Date(noon + days * DAY).toISOString().slice(0, 10);
    // A day more on both sides: the institution may be in another zone than the viewer.
    return `from=${on(-1)}&to=${on(8)}`;
  });

  readonly timetable = remembered<Items<Occurrence>>(() =>
    this.mine() ? `/api/timetable/?${this.span()}` : undefined,
  );
  readonly running = remembered<Items<Meeting>>(() =>
    this.mine() ? '/api/meetings/?scope=live' : undefined,
  );
  readonly coming = remembered<Items<Meeting>>(() =>
    this.mine() ? '/api/meetings/?scope=upcoming&limit=20' : undefined,
  );
  readonly groups = remembered<Items<StudyGroup>>(() =>
    this.mine() ? '/api/study-groups/?scope=mine&limit=100' : undefined,
  );

  readonly outdated = computed(() =>
    [this.timetable, this.running, this.coming, this.groups].some((answer) => answer.outdated()),
  );
  readonly meetings = computed(() => [...itemsOf(this.running), ...itemsOf(this.coming)]);
  readonly ofToday = computed(() =>
    itemsOf(this.timetable).filter((item) => this.clock.isoDay(item.starts_at) === this.day()),
  );
  /** Read each second: only the countdown moves that fast, so what it shows changes at full seconds of the clock. */
  readonly now = computed(() => nowOf(itemsOf(this.timetable), this.meetings(), this.clock.now()), {
    equal: (a, b) => a?.item === b?.item && a?.meeting === b?.meeting && a?.running === b?.running,
  });
  readonly next = computed(() => nextAfter(this.ofToday(), this.now(), this.clock.minute()));
  readonly lines = computed(() => planDay(this.ofToday(), this.meetings(), this.clock.minute()));
  /** Meetings that are no class of today: live ones, and those of today. A call of a class stands with the class. */
  readonly others = computed(() => {
    const taken = new Set(this.ofToday().map((item) => callOf(item, this.meetings())));
    return this.meetings().filter(
      (meeting) =>
        meeting !== this.now()?.meeting &&
        !taken.has(meeting) &&
        (meeting.state === 'live' || this.clock.isoDay(meeting.starts_at) === this.day()),
    );
  });

  constructor() {
    this.follow(['timetable', 'reconnected'], () => this.timetable.reload());
    this.follow(['meeting', 'meeting-deleted', 'reconnected'], () => {
      this.running.reload();
      this.coming.reload();
      this.timetable.reload();
    });
    this.follow(['group', 'group-membership', 'reconnected'], () => this.groups.reload());
  }

  private follow(types: readonly string[], read: () => void): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(read, TOGETHER);
    };
    const stops = types.map((type) => this.live.on(type, soon));
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    });
  }
}

function itemsOf<T>(answer: { hasValue(): boolean; value(): Items<T> | undefined }): readonly T[] {
  return answer.hasValue() ? (answer.value()?.items ?? []) : [];
}
