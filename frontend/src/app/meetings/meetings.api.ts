import type { Meeting, MeetingChange, MeetingEntry, MeetingInput, MeetingSlot } from '@api/meetings';
import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';

@Injectable({ providedIn: 'root' })
export class MeetingsApi {
  private readonly http = inject(HttpClient);

  schedule(input: MeetingInput): Promise<Meeting> {
    return firstValueFrom(this.http.post<Meeting>('/api/meetings/', input));
  }

  /** The meeting of one class of the timetable, made when there is none. */
  ofSlot(slot: MeetingSlot): Promise<Meeting> {
    return firstValueFrom(this.http.post<Meeting>('/api/meetings/from-slot', slot));
  }

  change(id: number, change: MeetingChange): Promise<Meeting> {
    return firstValueFrom(this.http.patch<Meeting>(`/api/meetings/${id}/`, change));
  }

  step(id: number, verb: 'start' | 'end' | 'cancel'): Promise<Meeting> {
    return firstValueFrom(this.http.post<Meeting>(`/api/meetings/${id}/${verb}`, null));
  }

  join(id: number): Promise<MeetingEntry> {
    return firstValueFrom(this.http.post<MeetingEntry>(`/api/meetings/${id}/join`, null));
  }

  remove(id: number): Promise<null> {
    return firstValueFrom(this.http.delete<null>(`/api/meetings/${id}/`));
  }
}
