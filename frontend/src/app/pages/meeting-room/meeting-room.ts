import { httpResource } from '@angular/common/http';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  inject,
  input,
  signal,
  untracked,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Meeting } from '@api/meetings';
import { CallSocket } from '../../meetings/call/call-socket.ts';
import type { DataMode } from '../../meetings/call/engine.ts';
import { LocalMedia } from '../../meetings/call/local-media.ts';
import { phaseOf } from '../../meetings/meeting-times.ts';
import { Clock } from '../../platform/clock.ts';
import { toProblem } from '../../platform/problem.ts';
import { Titles } from '../../platform/titles.ts';
import { Button } from '../../platform/ui/button.ts';
import { Icon } from '../../platform/ui/icon.ts';
import { Failure } from '../../platform/ui/states.ts';
import { CallRoom } from './call-room.ts';
import { keepDataMode, readDataMode } from './data-modes.ts';
import { DeviceCheck } from './device-check.ts';
import { readEntrance } from './entrance.ts';
import { RoomCall } from './room-call.ts';

/** `/meetings/:id/room`: the device check, then the call, then back to the meeting's page. */
@Component({
  selector: 'app-meeting-room',
  imports: [RouterLink, Button, Icon, Failure, CallRoom, DeviceCheck],
  providers: [CallSocket, LocalMedia, RoomCall],
  templateUrl: './meeting-room.html',
  host: { class: 'block min-h-dvh bg-surface', '(window:pagehide)': "call.close('left')" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MeetingRoom {
  private readonly router = inject(Router);
  private readonly clock = inject(Clock);
  private readonly media = inject(LocalMedia);
  protected readonly call = inject(RoomCall);

  readonly id = input.required<string>();
  /** Comes from "Rejoin": in at once, as the last time. */
  readonly again = input<string>();

  protected readonly resource = httpResource<Meeting>(() => `/api/meetings/${this.id()}/`);
  protected readonly meeting = computed(() => (this.resource.hasValue() ? this.resource.value() : undefined));
  protected readonly problem = computed(() => {
    const error = this.resource.error();
    return error && toProblem(error);
  });
  protected readonly closed = computed(() => {
    const meeting = this.meeting();
    return meeting !== undefined && !meeting.may_join && phaseOf(meeting, this.clock.minute()) !== 'live';
  });
  protected readonly rejoining = signal(false);
  protected readonly dataMode = signal(readDataMode());

  constructor() {
    effect(() => {
      const meeting = this.meeting();
      if (!meeting || !this.again() || !meeting.may_join || untracked(this.call.phase) !== 'outside') return;
      untracked(() => void this.rejoin(meeting));
    });
    const titles = inject(Titles);
    effect(() => {
      const title = this.meeting()?.title;
      if (title) titles.set(this.call.phase() === 'inside' ? `In the call: ${title}` : title);
    });
  }

  protected setDataMode(mode: DataMode): void {
    this.dataMode.set(mode);
    keepDataMode(mode);
  }

  private async rejoin(meeting: Meeting): Promise<void> {
    this.rejoining.set(true);
    this.call.phase.set('entering');
    // The address without "again": a reload asks first.
    await this.router.navigate([], { queryParams: {}, replaceUrl: true });
    const { camera } = readEntrance();
    if (camera) await this.media.setCamera(true).catch(() => undefined);
    await this.call.enter(meeting);
    this.rejoining.set(false);
  }

  protected async leave(): Promise<void> {
    await this.call.close('left');
    this.media.stop();
    await this.router.navigate(['/meetings', this.id()], { queryParams: { left: 1 } });
  }
}
