-- Lists of an app's messages, and replays of them. Most hubs have one project for what comes in, the default one: it is
-- nearly all of the log, is found by id alone, and pays nothing for this.
create index event_of_project on serai.event (project, id) where project <> 'default';
