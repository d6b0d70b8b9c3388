//! The generated schemas against an independent validator: every example is valid by its form's schema, and what the
//! reader refuses for its shape is not.

use jsonschema::Validator;
use register::{Form, filing};
use serde_json::{Value, json};

use crate::door;

fn validator(form: Form) -> Validator {
    let schema: Value = serde_json::from_str(&filing::schema_json(form)).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{}: {error}", form.code()));
    jsonschema::draft202012::new(&schema).unwrap()
}

#[test]
fn every_example_is_valid_by_its_schema_and_by_no_other() {
    for form in Form::ALL {
        let draft = door::draft(form.code(), &json!({}));
        let errors: Vec<String> = validator(*form).iter_errors(&draft).map(|error| error.to_string()).collect();
        assert_eq!(errors, [] as [String; 0], "{}", form.code());
        filing::read_draft(&door::text(&draft)).unwrap_or_else(|refusal| panic!("{}", door::lines(&refusal)));
        let other = if *form == Form::Claim { Form::Order } else { Form::Claim };
        assert!(!validator(other).is_valid(&draft), "{}", form.code());
    }
}

#[test]
fn what_the_reader_refuses_for_its_shape_is_not_valid() {
    for form in Form::ALL {
        let validator = validator(*form);
        let members: Vec<String> = door::examples()[form.code()].as_object().unwrap().keys().cloned().collect();
        for name in members {
            for wrong in [Value::Null, json!(1.5), json!(""), json!({ "no-such-member": 1 })] {
                let mut draft = door::draft(form.code(), &json!({}));
                draft[&name] = wrong;
                let read = filing::read_draft(&door::text(&draft)).is_ok();
                // What a replacement must hold depends on the filing corrected; its schema says only that it is an object.
                let said_elsewhere = name == "replacement" && draft[&name].is_object();
                assert!(!read, "{}: {name} = {}", form.code(), draft[&name]);
                assert!(said_elsewhere || !validator.is_valid(&draft), "{}: {name} = {}", form.code(), draft[&name]);
            }
        }
        let strange = door::draft(form.code(), &json!({ "no-such-member": 1 }));
        assert!(!validator.is_valid(&strange), "{}", form.code());
    }
}

#[test]
fn required_fields_are_required_by_both() {
    for form in Form::ALL {
        let schema: Value = serde_json::from_str(&filing::schema_json(*form)).unwrap();
        for name in schema["required"].as_array().unwrap() {
            let mut draft = door::draft(form.code(), &json!({}));
            draft.as_object_mut().unwrap().shift_remove(name.as_str().unwrap());
            assert!(!validator(*form).is_valid(&draft), "{}: {name}", form.code());
            assert!(filing::read_draft(&door::text(&draft)).is_err(), "{}: {name}", form.code());
        }
    }
}

#[test]
fn the_id_of_a_schema_is_a_name_that_nobody_fetches() {
    for form in Form::ALL {
        let text = filing::schema_json(*form);
        let schema: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(schema["$id"], format!("https://veedor.org/schema/{}.json", form.code()));
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        // Whole in itself: nothing in it points to another file, so no validator has anything to fetch.
        assert!(!text.contains("\"$ref\"") && !text.contains("\"$dynamicRef\""), "{}", form.code());
    }
}
