//! Strategy `copy`: a new table, into which the database copies the rows; then the old one is dropped.
//!
//! The new nodes have ranks as those of `keep`: the table is created (1) and filled (2), what points to
//! the old one is repointed (3), the old one is dropped (4), and then the names of its indexes and
//! constraints are free for the new one (5). The copy back stands between the drop and the foreign keys,
//! in a migration of its own: `PostgreSQL` alters no table whose rows wait to be checked.

use crate::diagnostic::Error;
use crate::migrations::expr::Expr;
use crate::migrations::family::proxies;
use crate::migrations::movable::historical;
use crate::migrations::operation::Operation;
use crate::migrations::read::{Key, Value};
use crate::migrations::rename::{new_table, renamed_indexes};
use crate::migrations::state::{ModelState, lower, resolve_label};
use crate::migrations::strategy::{
    Context, in_order, list, moved_model, pointing_apps, relation_targets, repoint, table,
    uses_user_model,
};
use crate::migrations::write::{COPY_HELPER, NewMigration, NewOperation};
use crate::project::App;
use crate::reference::{Copying, ModelId, is_relation_field};

/// The migrations of a move that copies the rows.
///
/// # Errors
/// As [`historical`] and [`new_table`]; models that point to each other cannot be copied in batches.
pub fn copy(context: &Context, copying: Copying) -> Result<Vec<NewMigration>, Error> {
    let mut models = Vec::new();
    for model in context.all() {
        models.push(historical(context, model)?);
    }
    in_order(context, &mut models);
    refuse_proxied(context)?;
    if copying.batch.is_some() {
        refuse_circle(context, &models)?;
    }
    Copy { context, copying, models, filled: Vec::new(), emptied: Vec::new() }.migrations()
}

/// A foreign key to a proxy that stays: its label stays as well, and so Django sees nothing to alter,
/// though the constraint is on the old table.
fn refuse_proxied(context: &Context) -> Result<(), Error> {
    let all: Vec<ModelId> = context.all().cloned().collect();
    let proxies = proxies(context.state, &all);
    for ((app, _), model) in &context.state.models {
        for (name, field) in &model.fields {
            let to = points_to(&field.expr).map(|to| resolve_label(to, app));
            if let Some(proxy) = to.filter(|to| proxies.contains(to)) {
                let message = format!(
                    "{app}.{}.{name} points to {}.{}, a proxy of what is copied",
                    model.name, proxy.0, proxy.1
                );
                return Err(Error::new(message).at(field.place.clone()).help(
                    "its constraint would go with the old table: use --strategy keep or rename",
                ));
            }
        }
    }
    Ok(())
}

/// Several parts of a row's reference chain in one statement: what a batch would tear apart.
fn refuse_circle(context: &Context, models: &[&ModelState]) -> Result<(), Error> {
    let app = &context.source.label;
    for (at, model) in models.iter().enumerate() {
        let later = models[at + 1..].iter().find(|later| {
            let key = (app.clone(), later.name.to_lowercase());
            model.fields.iter().any(|(_, field)| {
                let to = points_to(&field.expr);
                let many =
                    field.expr.called().is_some_and(|called| called.ends_with("ManyToManyField"));
                !many && to.is_some_and(|to| resolve_label(to, app) == key)
            })
        });
        if let Some(later) = later {
            let message =
                format!("{app}.{} and {app}.{} point to each other", model.name, later.name);
            return Err(Error::new(message).at(model.place.clone()).help(
                "rows of one would be copied before those that they point to: leave out --batch",
            ));
        }
    }
    Ok(())
}

struct Copy<'a, 'c> {
    context: &'a Context<'c>,
    copying: Copying,
    models: Vec<&'a ModelState>,
    /// The new migrations of the target app, and those of the source app.
    filled: Vec<NewMigration>,
    emptied: Vec<NewMigration>,
}

impl Copy<'_, '_> {
    fn migrations(mut self) -> Result<Vec<NewMigration>, Error> {
        let context = self.context;
        self.refuse_named_tables()?;
        let mut tables = Vec::new();
        for model in self.with_tables() {
            let new = new_table(context, model)?;
            tables.push(format!("{} to {new}", table(context, model)));
        }
        let what = format!("the rows of {} are copied", list(&tables));
        let content_types = ("contenttypes".to_owned(), "0002_remove_content_type_name".to_owned());

        let mut create = self.target_migration("move", &what);
        create.dependencies.extend(context.target_leaf()?);
        create.dependencies.extend([context.leaf(context.source)?, content_types.clone()]);
        for app in relation_targets(context, &self.models) {
            create.dependencies.push(context.leaf(app)?);
        }
        let (mut creates, mut late, mut named) = (Vec::new(), Vec::new(), Vec::new());
        for model in &self.models {
            if model.is_proxy() {
                creates.push(Operation::Create(Box::new(moved_model(context, model))));
                continue;
            }
            let new = self.new_model(model)?;
            create.on_user_model |= uses_user_model(&new.model);
            named.extend(new.named);
            creates.push(Operation::Create(Box::new(new.model)));
            late.extend(new.late);
        }
        creates.extend(late);
        create.operations = vec![context.relabel(false), NewOperation::Real(creates)];
        self.filled.push(create);

        let mut rows = self.target_migration("copy", &what);
        rows.operations = vec![self.copy_rows(true)];
        rows.atomic = self.copying.batch.is_none();
        self.filled.push(rows);
        let own = self.repointed(&context.target.label);
        if !own.is_empty() {
            let mut repointed = self.target_migration("repoint", &what);
            repointed.operations = own;
            self.filled.push(repointed);
        }

        let follows = match self.models.len() {
            1 => "and with it what points to it",
            _ => "and with them what points to them",
        };
        let mut others: Vec<NewMigration> = Vec::new();
        for label in pointing_apps(context) {
            let app = context.project.app(label)?;
            let mut repointed = context.migration(app, 1, "move", follows);
            repointed.dependencies.push(context.leaf(app)?);
            repointed.dependencies.extend(last(&self.filled));
            repointed.operations = self.repointed(label);
            others.push(repointed);
        }
        let repointed: Vec<Key> = others.iter().map(|one| one.key.clone()).collect();

        let own = self.repointed(&context.source.label);
        if !own.is_empty() {
            let mut released = self.source_migration("repoint", &what, &repointed)?;
            released.operations = own;
            self.emptied.push(released);
        }
        let mut back = self.source_migration("copy_back", &what, &repointed)?;
        back.operations = vec![self.copy_rows(false)];
        self.emptied.push(back);
        let mut delete = self.source_migration("delete", &what, &[])?;
        delete.dependencies.push(content_types);
        delete.operations = self.deletes();
        delete.operations.push(context.relabel(true));
        self.emptied.push(delete);
        if !named.is_empty() {
            let mut index = self.target_migration("index", &what);
            index.dependencies.extend(last(&self.emptied));
            index.operations = vec![NewOperation::Real(named)];
            self.filled.push(index);
        }
        let Self { mut filled, emptied, .. } = self;
        filled.extend(others);
        filled.extend(emptied);
        Ok(filled)
    }

    /// The models that have a table of their own: proxies have that of their parent.
    fn with_tables(&self) -> impl DoubleEndedIterator<Item = &ModelState> {
        self.models.iter().copied().filter(|model| !model.is_proxy())
    }

    /// What a list of their lower-case names says.
    fn names(&self) -> Expr {
        let names = self.with_tables().map(|model| model.name.to_lowercase());
        Expr::List(names.map(|value| Expr::Str { value }).collect())
    }

    /// What makes `app` point to the new tables: foreign keys in the database as well, and the links of
    /// multi-table children. Proxies have nothing in the database.
    fn repointed(&self, app: &str) -> Vec<NewOperation> {
        let context = self.context;
        let mut operations = repoint(context, app);
        let (proxies, children): (Vec<_>, Vec<_>) =
            context.orphans(app).into_iter().partition(|(_, model)| model.is_proxy());
        let mut links = Vec::new();
        for (key, child) in children {
            for (name, field) in &child.fields {
                let mut field = field.clone();
                let old = field.expr.clone();
                if !context.retarget(&mut field.expr, app) {
                    continue;
                }
                if is_link(&field.expr)
                    && let (Some(old), Some(new)) = (points_to(&old), points_to(&field.expr))
                {
                    let text = |value: &str| Expr::Str { value: value.to_owned() };
                    let arguments = vec![
                        ("name", text(&child.name)),
                        ("link", text(name)),
                        ("old", text(&lower(old))),
                        ("new", text(new)),
                    ];
                    links.push(self.helped("RepointChild", arguments));
                } else {
                    context.readdress(&mut field);
                    let (model, name) = (key.1.clone(), name.clone());
                    operations.push(Operation::Alter { model, name, field });
                }
            }
        }
        let mut repointed = Vec::new();
        if !operations.is_empty() {
            repointed.push(NewOperation::Real(operations));
        }
        repointed.extend(links);
        let proxies = context.put_back(app, proxies);
        if !proxies.is_empty() {
            repointed.push(NewOperation::State(proxies));
        }
        repointed
    }

    /// The next migration of the target app, which comes after those before it.
    fn target_migration(&self, verb: &str, what: &str) -> NewMigration {
        self.next(self.context.target, &self.filled, verb, what)
    }

    /// The next one of the source app; the first of them comes after what `repointed` and the target.
    fn source_migration(
        &self,
        verb: &str,
        what: &str,
        repointed: &[Key],
    ) -> Result<NewMigration, Error> {
        let mut next = self.next(self.context.source, &self.emptied, verb, what);
        if self.emptied.is_empty() {
            next.dependencies.push(self.context.leaf(self.context.source)?);
            next.dependencies.extend(last(&self.filled));
            next.dependencies.extend(repointed.iter().cloned());
        }
        Ok(next)
    }

    fn next(&self, app: &App, before: &[NewMigration], verb: &str, what: &str) -> NewMigration {
        let nth = u32::try_from(before.len()).unwrap_or(u32::MAX).saturating_add(1);
        let mut next = self.context.migration(app, nth, verb, what);
        next.dependencies.extend(last(before));
        next
    }

    fn copy_rows(&self, forwards: bool) -> NewOperation {
        let text = |value: &str| Expr::Str { value: value.to_owned() };
        let mut arguments = vec![
            ("source", text(&self.context.source.label)),
            ("target", text(&self.context.target.label)),
            ("models", self.names()),
        ];
        if !forwards {
            arguments.push(("forwards", Expr::Name("False".to_owned())));
        } else if let Some(batch) = self.copying.batch {
            arguments.push(("batch", Expr::Name(batch.to_string())));
        }
        self.helped("CopyRows", arguments)
    }

    fn helped(&self, class: &'static str, arguments: Vec<(&'static str, Expr)>) -> NewOperation {
        let package = self.context.project.migrations_module(self.context.target);
        let helper = format!("{package}.{}", COPY_HELPER.module);
        NewOperation::Helped { helper, class, arguments }
    }

    /// Refuses a many-to-many table that has one name for ever, of which there cannot be two.
    fn refuse_named_tables(&self) -> Result<(), Error> {
        for model in &self.models {
            for (name, field) in &model.fields {
                let of_many =
                    field.expr.called().is_some_and(|name| name.ends_with("ManyToManyField"));
                if of_many && field.expr.keyword("db_table").is_some() {
                    let label = &self.context.source.label;
                    let message = format!("{label}.{}.{name} names its table itself", model.name);
                    return Err(Error::new(message).at(field.place.clone()).help(
                        "it cannot be copied to a table of that name: use --strategy keep or rename",
                    ));
                }
            }
        }
        Ok(())
    }

    /// The model as it is created, and what waits until the names are free.
    fn new_model(&self, old: &ModelState) -> Result<NewModel, Error> {
        let table = new_table(self.context, old)?;
        let mut model = moved_model(self.context, old);
        model.options.retain(|(name, _)| name != "db_table");
        let renamed = renamed_indexes(self.context, old, &table);
        let mut named = Vec::new();
        let name = old.name.to_lowercase();
        for mut index in std::mem::take(&mut model.indexes) {
            for (old, new) in &renamed {
                if index.expr.keyword("name").and_then(Expr::as_str) == Some(old) {
                    index.expr.set_keyword("name", Expr::Str { value: new.clone() });
                }
            }
            named.push(Operation::AddIndex { model: name.clone(), index });
        }
        for constraint in std::mem::take(&mut model.constraints) {
            named.push(Operation::AddConstraint { model: name.clone(), constraint });
        }
        let waits = self.late(old);
        let mut late = Vec::new();
        for field in waits {
            self.refuse_in_options(&model, field)?;
            if let Some(at) = model.fields.iter().position(|(other, _)| other == field) {
                let (field_name, field) = model.fields.remove(at);
                late.push(Operation::Add { model: name.clone(), name: field_name, field });
            }
        }
        Ok(NewModel { model, late, named })
    }

    /// The fields that need a model which is created later: where models point to each other, and
    /// many-to-many fields whose through model moves along.
    fn late<'m>(&self, model: &'m ModelState) -> Vec<&'m str> {
        let app = &self.context.source.label;
        let keys = |later: &&ModelState| (app.clone(), later.name.to_lowercase());
        let later = self.models.iter().skip_while(|one| one.name != model.name).skip(1);
        let later: Vec<_> = later.map(keys).collect();
        let needs_later = |field: &Expr| {
            let through = field.keyword("through").and_then(Expr::as_str);
            let mut labels = points_to(field).into_iter().chain(through);
            labels.any(|label| later.contains(&resolve_label(label, app)))
        };
        let fields = model.fields.iter().filter(|(_, field)| needs_later(&field.expr));
        fields.map(|(name, _)| name.as_str()).collect()
    }

    /// What a model says of a field that it is created without cannot be said yet.
    fn refuse_in_options(&self, model: &ModelState, field: &str) -> Result<(), Error> {
        for key in ["unique_together", "index_together", "order_with_respect_to"] {
            if let Some(value) = model.option(key)
                && names_field(&value.expr, field)
            {
                let label = &self.context.source.label;
                let message = format!(
                    "{label}.{} and a model that moves along point to each other, and its {key} has {field}",
                    model.name
                );
                return Err(Error::new(message)
                    .at(value.place.clone())
                    .help("use --strategy keep or rename"));
            }
        }
        Ok(())
    }

    /// The old models go: with their tables, or out of the state alone.
    fn deletes(&self) -> Vec<NewOperation> {
        let mut deletes = Vec::new();
        for model in &self.models {
            let name = model.name.to_lowercase();
            let late = self.late(model).into_iter();
            deletes.extend(
                late.map(|field| Operation::Remove { model: name.clone(), name: field.to_owned() }),
            );
        }
        let models = self.models.iter().rev();
        deletes.extend(models.map(|model| Operation::Delete { name: model.name.clone() }));
        if !self.copying.keep_old_table {
            return vec![NewOperation::Real(deletes)];
        }
        let text = |value: &str| Expr::Str { value: value.to_owned() };
        let empty = self.helped(
            "EmptyOnTheWayBack",
            vec![("app", text(&self.context.source.label)), ("models", self.names())],
        );
        vec![NewOperation::Real(self.loosened()), empty, NewOperation::State(deletes)]
    }

    /// What is taken from a table that stays without its model: names that the new one needs, and
    /// constraints by which its rows would hold back those that they point to.
    fn loosened(&self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for old in self.with_tables() {
            let model = old.name.to_lowercase();
            let named = |value: &Value| {
                value.expr.keyword("name").and_then(Expr::as_str).map(str::to_owned)
            };
            for name in old.indexes.iter().filter_map(named) {
                operations.push(Operation::RemoveIndex { model: model.clone(), name });
            }
            for name in old.constraints.iter().filter_map(named) {
                operations.push(Operation::RemoveConstraint { model: model.clone(), name });
            }
            for (name, field) in &old.fields {
                let mut field = field.clone();
                let holds = field.expr.called().is_some_and(is_relation_field)
                    && field.expr.keyword("through").is_none()
                    && field.expr.keyword("db_constraint").is_none();
                if holds {
                    field.expr.set_keyword("db_constraint", Expr::Name("False".to_owned()));
                    let (model, name) = (model.clone(), name.clone());
                    operations.push(Operation::Alter { model, name, field });
                }
            }
        }
        operations
    }
}

/// A model that is created, and its indexes and constraints, whose names the old one has still.
struct NewModel {
    model: ModelState,
    /// The fields that are added when all models are there.
    late: Vec<Operation>,
    named: Vec<Operation>,
}

/// Whether a field links a multi-table child to its parent, whoever wrote it.
fn is_link(field: &Expr) -> bool {
    field.keyword("parent_link") == Some(&Expr::Name("True".to_owned()))
}

/// Whether one of the strings in an option is the name of this field.
fn names_field(option: &Expr, field: &str) -> bool {
    let mut found = false;
    option.clone().walk_mut(&mut |part| found |= part.as_str() == Some(field));
    found
}

/// The label that a relation points to.
fn points_to(field: &Expr) -> Option<&str> {
    field.argument("to", 0).and_then(Expr::as_str)
}

/// The last of these migrations.
fn last(migrations: &[NewMigration]) -> Option<Key> {
    migrations.last().map(|one| one.key.clone())
}
