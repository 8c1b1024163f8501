// A letter that asks for everything that can be asked for.
export const ASKS = `+++
title = "A letter with questions"
lang = "en"
moderation = "before"
controller = "The Glass Teapot Campaign"
contacts_days = 30

[fields]
role = "optional"
sector = "required"
sectors = ["Health", "Teapots"]
reason = "optional"
anonymous = "optional"
updates = "optional"
outcome = "optional"
badges = ["poured"]

[[fields.custom]]
name = "ward"
label = "Which ward?"
kind = "choice"
options = ["North", "South"]
need = "required"

[[fields.custom]]
name = "note"
label = "A note"
hint = "A short one."
max = 20

[consent]
version = "1"
text = "I agree."

[[badges]]
id = "poured"
label = "Has poured tea"
evidence = "required"
+++
Please keep the kettle on.
`;
