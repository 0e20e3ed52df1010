import { Type } from 'typebox';
import { IdParams } from '#platform/contract';
import type { App } from '#platform/server';
import { attendanceCsv } from './attendance-csv.ts';
import { readAttendance } from './attendance-report.ts';
import { Attendance } from './contract.ts';

const Query = Type.Object({
  format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('csv')])),
});

export async function attendanceRoutes(app: App) {
  app.get(
    '/api/meetings/:id/attendance/',
    {
      config: { access: 'signed-in' },
      schema: {
        tags: ['meetings'],
        summary: 'Who came, when and for how long; students see their own line',
        params: IdParams,
        querystring: Query,
        // Text for `format=csv`.
        response: { 200: Type.Union([Attendance, Type.String()]) },
      },
    },
    async (request, reply) => {
      const { title, ...attendance } = await readAttendance(app.db, request.actor, request.params.id);
      if (request.query.format !== 'csv') return attendance;
      const name = `attendance-${title.replaceAll(/[^a-zA-Z0-9]+/g, '-').slice(0, 60)}-${attendance.began_at.slice(0, 10)}`;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}.csv"`)
        .send(attendanceCsv(attendance, app.settings.time_zone));
    },
  );
}
