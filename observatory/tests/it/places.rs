//! Sales and purchases of different registers, held against one another.

use expect_test::expect;

use crate::world::{Observatory, israel, mexico, now};

#[test]
fn sales_are_matched_with_purchases_and_what_has_no_counterpart_is_told() {
    let (mexico, israel) = (mexico(), israel());
    let observatory = Observatory::new(&[mexico.listed("mx", ""), israel.listed("il", "")].concat());
    observatory.round(now());
    let (_, table) = observatory.get("/en/exports.csv");
    expect![[r#"
        register,entry,filing,kind,state,matched_by,counterparts,ocid,number,buyer,buyer_country,sellers,seller_countries,amount,currency
        il,7,il/maker-ltd/contract/1,sale,matched,ocid,mx/11,ocds-test-1,X-1,mx/police,mx,il/maker-ltd,il,90000.00,USD
        il,8,il/maker-ltd/contract/2,sale,matched,number,mx/12,,PR 2024 18,mx/police,mx,il/maker-ltd,il,90000.00,USD
        mx,11,mx/police/contract/1,purchase,matched,ocid,il/7,ocds-test-1,PR-2024/17,mx/police,mx,il/maker,il,1500000.00,MXN
        mx,12,mx/police/contract/2,purchase,matched,number,il/8,,PR-2024/18,mx/police,mx,il/maker,il,,
        il,9,il/maker-ltd/contract/3,sale,no-counterpart,,,,X-3,mx/police,mx,il/maker-ltd,il,90000.00,USD
        il,10,il/maker-ltd/contract/4,sale,no-register,,,,X-4,us/police,us,il/maker-ltd,il,90000.00,USD
    "#]].assert_eq(&table.replace('\r', ""));
}
